using System.Globalization;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;

namespace JobDating.Registration.Registering;

/// <summary>The ranks chosen beside offers, one list to open for each offer.</summary>
/// <param name="Order">The offers with a rank, most wanted first; gaps close, so 1 and 3 are 1 and 2.</param>
/// <param name="Typed">What was chosen beside each, to be shown again as it was.</param>
public sealed record Ranks(IReadOnlyList<Guid> Order, IReadOnlyDictionary<Guid, int> Typed)
{
    private const string Prefix = "rank-";

    public static string Field(Guid offerId) => $"{Prefix}{offerId:N}";

    public static Ranks Of(IReadOnlyList<Guid> order) => new(order, order.Select((offer, i) => (offer, i)).ToDictionary(wish => wish.offer, wish => wish.i + 1));

    /// <summary>Two of one rank are an error at the second.</summary>
    public static Ranks Read(IFormCollection form, FormErrors errors)
    {
        var typed = new Dictionary<Guid, int>();
        foreach (var key in form.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (!Guid.TryParseExact(key[Prefix.Length..], "N", out var offer)
                || !int.TryParse(form[key].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) || rank < 1 || rank > ChangeWishes.Most)
                continue;
            if (typed.ContainsValue(rank))
                errors.Add(Field(offer), RegisteringTexts.Words["Rank.Twice", rank]);
            typed[offer] = rank;
        }
        return new Ranks([.. typed.OrderBy(wish => wish.Value).Select(wish => wish.Key).Take(ChangeWishes.Most)], typed);
    }
}
