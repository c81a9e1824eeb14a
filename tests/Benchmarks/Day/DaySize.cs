namespace JobDating.Benchmarks.Day;

/// <summary>How large a day is. Every candidate has two interviews: one at the first half of the tables, one at the second.</summary>
/// <param name="Phones">Recruiters' phones, each at one of the first tables; nobody else acts there.</param>
/// <param name="Seconds">How long the day is; then what waits is sent.</param>
internal sealed record DaySize(int Candidates, int Tables, int Desks, int Phones, int Boards, int Screens, double Seconds)
{
    public static DaySize Whole { get; } = new(2_000, 150, 8, 28, 3, 1, 75);

    /// <summary>For a test: nothing is timed.</summary>
    public static DaySize Short { get; } = new(60, 10, 3, 4, 1, 1, 6);

    public int Devices => Desks + Phones + Boards + Screens;
    public int Interviews => Candidates * 2;
    public int FirstTables => Tables / 2;
    public int Rounds => (Candidates + FirstTables - 1) / FirstTables;

    /// <summary>Every fifth of the tables is an employer's second.</summary>
    public int Employers => Tables - (Tables / 5);

    /// <summary>Those with one table come first.</summary>
    public (int Employer, int Number) TableAt(int at) => at < Tables - (2 * (Tables / 5)) ? (at, 1) : (Tables - (2 * (Tables / 5)) + ((at - (Tables - (2 * (Tables / 5)))) / 2), ((at - (Tables - (2 * (Tables / 5)))) % 2) + 1);
}
