using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Workshops;

/// <summary>What is typed about a workshop.</summary>
public sealed record WorkshopForm
{
    public string? Id { get; init; }
    public string? Version { get; init; }
    public string? Name { get; init; }
    public string? Audience { get; init; }
    public string? Date { get; init; }
    public string? Time { get; init; }

    /// <summary>Which of the two, where the clock shows the time twice.</summary>
    public string? Which { get; init; }
    public string? Place { get; init; }
    public string? Capacity { get; init; }

    internal const int MostPlaces = 10_000;

    internal static IReadOnlyList<Option> Audiences => [.. ((string[])["candidates", "employers"]).Select(word => new Option(word, WorkshopTexts.Words[$"Audience.{word}"], WorkshopTexts.Words[$"Audience.{word}.Hint"]))];

    internal static IReadOnlyList<Option> Whiches => [new(WorkshopTime.First, WorkshopTexts.Words["Which.First"]), new(WorkshopTime.Second, WorkshopTexts.Words["Which.Second"])];

    /// <summary>The workshop as it stands, to be changed.</summary>
    internal static WorkshopForm Of(ReadWorkshop.Workshop workshop) => new()
    {
        Name = workshop.Name,
        Audience = workshop.Audience,
        Date = Typed.Show(workshop.StartsLocally.Date),
        Time = Typed.Show(workshop.StartsLocally.TimeOfDay),
        Which = WorkshopTime.Which(workshop.StartsAt, workshop.Zone),
        Place = workshop.Place,
        Capacity = workshop.Capacity is { } capacity ? Typed.Show(capacity) : null,
    };

    /// <summary>The row with what was typed; null when something is wrong, which then stands in <paramref name="errors"/>.</summary>
    internal SaveWorkshops.Row? Read(FormErrors errors, SaveWorkshops.Row row, DateTimeZone zone)
    {
        var typed = new Typed(errors);
        var name = typed.Text("name", Name, 200, required: true);
        var audience = typed.Choice("audience", Audience, Audiences, required: true);
        var date = typed.Date("date", Date, required: true);
        var time = typed.Time("time", Time, required: true);
        var startsAt = date is { } day && time is { } hour ? WorkshopTime.Read(errors, "time", "which", day, hour, Which, zone) : null;
        var place = typed.Text("place", Place, 500);
        var capacity = typed.Number("capacity", Capacity, 1, MostPlaces);
        return errors.Any ? null : row with { Name = name!, Audience = audience!, StartsAt = startsAt!.Value, Place = place, Capacity = capacity };
    }
}
