using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>What is typed about one site, and what it means.</summary>
public static class SiteForm
{
    private const int LongestInterview = 240;
    private const int MostPeople = 100_000;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Version { get; init; }
        public string? Name { get; init; }
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public string? Date { get; init; }
        public string? OpensAt { get; init; }
        public string? ClosesAt { get; init; }
        public string? InterviewMinutes { get; init; }
        public string? Capacity { get; init; }

        public static Form Of(ReadSite.Site site) => new()
        {
            Name = site.Name,
            Commune = site.Commune,
            Address = site.Address,
            Date = Typed.Show(site.Date),
            OpensAt = site.OpensAt is { } opens ? Typed.Show(opens) : null,
            ClosesAt = site.ClosesAt is { } closes ? Typed.Show(closes) : null,
            InterviewMinutes = site.InterviewMinutes is { } minutes ? Typed.Show(minutes) : null,
            Capacity = site.Capacity is { } capacity ? Typed.Show(capacity) : null,
        };
    }

    public sealed record Settings
    {
        public string Name { get; init; } = "";
        public string? Commune { get; init; }
        public string? Address { get; init; }
        public LocalDate Date { get; init; }
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public int? Capacity { get; init; }

        internal SaveSites.Row On(SaveSites.Row row) => row with
        {
            Name = Name,
            Commune = Commune,
            Address = Address,
            Date = Date,
            OpensAt = OpensAt,
            ClosesAt = ClosesAt,
            InterviewMinutes = InterviewMinutes,
            Capacity = Capacity,
        };
    }

    /// <summary>To be used only when there are no errors.</summary>
    public static Settings Read(Form form, FormErrors errors)
    {
        var typed = new Typed(errors);
        var settings = new Settings
        {
            Name = typed.Text("name", form.Name, required: true) ?? "",
            Commune = typed.Text("commune", form.Commune),
            Address = typed.Text("address", form.Address, 500),
            Date = typed.Date("date", form.Date, required: true) ?? default,
            OpensAt = typed.Time("opensAt", form.OpensAt),
            ClosesAt = typed.Time("closesAt", form.ClosesAt),
            InterviewMinutes = typed.Number("interviewMinutes", form.InterviewMinutes, 1, LongestInterview),
            Capacity = typed.Number("capacity", form.Capacity, 1, MostPeople),
        };
        if (settings is { OpensAt: { } opens, ClosesAt: { } closes } && closes <= opens)
            errors.Add("closesAt", SiteTexts.Words["ClosesBeforeOpens"]);
        return settings;
    }

    /// <summary>A code to stand in addresses, from the name: Mons-en-Barœul is mons-en-baroeul; the first that is not taken of it, it-2, it-3…</summary>
    public static string Code(string name, IReadOnlySet<string> taken)
    {
        var words = FoldedWords.Key(name).Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ').ToArray();
        var code = string.Join('-', new string(words).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        code = code.Length == 0 ? "site" : code.Length > 50 ? code[..50].TrimEnd('-') : code;
        // /sites/new is the empty form.
        if (code != "new" && !taken.Contains(code))
            return code;
        for (var number = 2; ; number++)
            if (!taken.Contains($"{code}-{number}"))
                return $"{code}-{number}";
    }

    /// <summary>An address for another town: the same pattern with its name, "Salle des fêtes, Ronchin" becoming "Salle des fêtes, Wattrelos"; null where the town's name is not in it.</summary>
    public static string? AddressFor(string? address, string? town, string other) =>
        address is not null && !string.IsNullOrEmpty(town) && address.Contains(town, StringComparison.CurrentCultureIgnoreCase)
            ? address.Replace(town, other, StringComparison.CurrentCultureIgnoreCase)
            : null;
}
