using NodaTime;

namespace JobDating.AllInOne.Demo;

/// <summary>Who registers: invented people of fifty and more, reachable by mail, telephone, both, or neither.</summary>
/// <param name="oldest">Nobody was born before; the youngest are fifteen years younger.</param>
internal sealed class People(Dice dice, Names names, LocalDate oldest)
{
    private readonly HashSet<string> emails = [];
    private int phones;

    public DemoCandidate Person(List<DemoRegistration> registrations)
    {
        var (first, last) = names.Next();
        var consent = dice.Below(100) switch { < 93 => "yes", < 97 => "no", _ => "" };
        var sent = registrations[0].Channel == "prescriber" || (registrations[0].Channel != "walk_in" && dice.Percent(30));
        return new()
        {
            FirstName = first,
            LastName = last,
            BirthDate = oldest.PlusDays(dice.Below(15 * 365)),
            Email = dice.Percent(15) ? "" : EmailOf(first, last),
            Phone = dice.Percent(4) ? "" : NextPhone(),
            Commune = dice.Percent(45) ? registrations[^1].Site.Commune : dice.Pick(Names.Communes),
            StructureCode = sent ? dice.Pick(Structures.All).Code : "",
            ConsentFollowUp = consent,
            // Some paper forms bear no date.
            ConsentedOn = consent == "yes" && !dice.Percent(2) ? registrations[0].RegisteredAt.Date : null,
            Registrations = registrations,
        };
    }

    private string EmailOf(string first, string last)
    {
        var name = $"{Names.Address(first)}.{Names.Address(last)}";
        var domain = dice.Percent(70) ? "example.org" : "example.com";
        for (var n = 1; ; n++)
            if (emails.Add(name + n))
                return n == 1 ? $"{name}@{domain}" : $"{name}{n}@{domain}";
    }

    /// <summary>Among the numbers that the regulator keeps for fiction (06 39 98 and 03 53 01); 7,919 is prime to 10,000, so none comes twice.</summary>
    private string NextPhone()
    {
        var number = ++phones * 7919 % 10_000;
        return $"{(dice.Percent(90) ? "06 39 98" : "03 53 01")} {number / 100:00} {number % 100:00}";
    }
}
