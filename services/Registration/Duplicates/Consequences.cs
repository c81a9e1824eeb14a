using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;

namespace JobDating.Registration.Duplicates;

/// <summary>What a merge will do, in sentences: pure, from the pair and the choice.</summary>
internal static class Consequences
{
    public static IReadOnlyList<string> Of(CandidatePlaces places, ReadPair pair, IReadOnlySet<string> taken)
    {
        var words = DuplicateTexts.Words;
        var result = MergedValues.Choose(pair.Kept, pair.Gone, taken);
        var all = new List<string>();
        all.AddRange(MergedValues.Names.Where(name => MergedValues.Differs(name, pair.Kept, result)).Select(name => words["Will.Value", words[$"Value.{name}"], Show(name, result, places)]));
        all.AddRange(pair.Registrations.Select(registration => words[
            registration.ReceivedAt is not null ? "Will.Received" : registration.CancelledAt is not null ? "Will.Cancelled" : "Will.Registered",
            places.Sites.FirstOrDefault(site => site.Id == registration.SiteId)?.Name ?? "",
            Reading.Short(registration.RegisteredAt.InZone(places.Edition.Zone).Date)]));
        if (pair.Hanging.Workshops > 0)
            all.Add(Count("Will.Workshops", pair.Hanging.Workshops));
        if (pair.Hanging.Visits > 0)
            all.Add(Count("Will.Visits", pair.Hanging.Visits));
        if (pair.Hanging.Interviews > 0)
            all.Add(words["Will.Interviews", Reading.Number(pair.Hanging.Interviews), Reading.Number(pair.Hanging.KeptInterviews)]);
        if (pair.Hanging.Wishes > 0)
            all.Add(Count("Will.Wishes", pair.Hanging.Wishes));
        if (pair.Hanging.WishesDropped > 0)
            all.Add(words["Will.WishesDropped", ChangeWishes.Most, pair.Hanging.WishesDropped]);
        all.Add(words["Will.Others"]);
        all.Add(words["Will.Figures"]);
        all.Add(words["Will.Gone", pair.Gone.Code]);
        all.Add(words["Will.Code", pair.Gone.Code, pair.Kept.Code]);
        all.Add(words["Will.NoWayBack"]);
        return all;
    }

    /// <summary>A value as the reader reads it.</summary>
    public static string Show(string name, SaveCandidates.Row row, CandidatePlaces places)
    {
        var words = DuplicateTexts.Words;
        var text = name switch
        {
            "last_name" => row.LastName,
            "first_name" => row.FirstName,
            "birth_date" => row.BirthDate is { } born ? Reading.Short(born) : null,
            "email" => row.Email,
            "phone" => row.Phone is null ? null : PhoneText.Show(row.Phone),
            "commune" => row.Commune,
            "structure" => places.Structures.FirstOrDefault(structure => structure.Id == row.StructureId)?.Name,
            _ => row.ConsentFollowUp switch
            {
                true => row.ConsentedOn is { } on ? words["Consent.YesOn", Reading.Short(on)] : words["Consent.Yes"],
                false => words["Consent.No"],
                null => null,
            },
        };
        return string.IsNullOrEmpty(text) ? words["Nothing"] : text;
    }

    /// <summary>What differs for one and for several.</summary>
    public static string Count(string key, int number) => DuplicateTexts.Words[$"{key}.{(number == 1 ? "One" : "Many")}", Reading.Number(number)];
}
