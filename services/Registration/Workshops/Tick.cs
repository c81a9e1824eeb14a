using System.Globalization;

namespace JobDating.Registration.Workshops;

/// <summary>
/// One line of the page of attendance as it comes back: who, the version that was shown, whether the box was ticked then and is now. So
/// a box that this reader did not touch changes nothing, whatever another has done to it meanwhile.
/// </summary>
public sealed record Tick(string Participant, int Version, bool Was, bool Is)
{
    public enum Does
    {
        /// <summary>Not touched, or already as wished.</summary>
        Nothing,
        Change,

        /// <summary>Touched here, and changed by somebody else since it was shown.</summary>
        Conflict,
    }

    /// <param name="row">The line as it is now; null: there is none.</param>
    public Does On(Participants.Row? row)
    {
        if (Is == Was)
            return Does.Nothing;
        if (row is null)
            return Does.Conflict;
        if (row.Attended == Is && !row.IsWithdrawn)
            return Does.Nothing;
        return row.Version == Version ? Does.Change : Does.Conflict;
    }

    /// <summary>The lines of a posted page; what is no line of ours is left out.</summary>
    public static IReadOnlyList<Tick> Read(IFormCollection form)
    {
        var ticks = new List<Tick>();
        for (var at = 0; at < ShowWorkshop.PageSize && form[$"participant{at}"].ToString() is { Length: > 0 and <= 200 } participant; at++)
            if (int.TryParse(form[$"version{at}"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                ticks.Add(new(participant, version, form[$"was{at}"] == "true", form.ContainsKey($"attended{at}")));
        return ticks;
    }
}
