using CsCheck;

namespace JobDating.Tests.Scheduling.Sequences;

/// <summary>What can happen to bookings.</summary>
public enum Kind
{
    Book,
    Move,
    Cancel,
    Resend,
    Pin,
    Result,
    Table,
    Attendance,
    Site,
    Rules,
    Register,
    Withdraw,
    Erase,
    Merge,
    Wish,
    Mark,
    Wait,
    Leave,
    Accept,
    Sweep,
    Plan,
    Publish,
    Clock,
    Stale,
    Late,
}

/// <summary>One command. Its numbers choose among what is there when it runs: which table, candidate, time, and who does it.</summary>
public sealed record Step(Kind Kind, int A, int B, int C, int D)
{
    private static readonly Gen<int> Numbers = Gen.Int[0, 59];

    private static readonly Gen<Kind> Kinds = Gen.Frequency(
        (10, Gen.Const(Kind.Book)), (9, Gen.Const(Kind.Move)), (4, Gen.Const(Kind.Cancel)), (3, Gen.Const(Kind.Resend)), (1, Gen.Const(Kind.Pin)), (4, Gen.Const(Kind.Result)),
        (2, Gen.Const(Kind.Table)), (3, Gen.Const(Kind.Attendance)), (3, Gen.Const(Kind.Site)), (4, Gen.Const(Kind.Rules)), (2, Gen.Const(Kind.Register)), (2, Gen.Const(Kind.Withdraw)),
        (1, Gen.Const(Kind.Erase)), (2, Gen.Const(Kind.Merge)), (2, Gen.Const(Kind.Wish)), (1, Gen.Const(Kind.Mark)), (4, Gen.Const(Kind.Wait)), (1, Gen.Const(Kind.Leave)), (3, Gen.Const(Kind.Accept)),
        (4, Gen.Const(Kind.Sweep)), (3, Gen.Const(Kind.Plan)), (3, Gen.Const(Kind.Publish)), (5, Gen.Const(Kind.Clock)), (2, Gen.Const(Kind.Stale)), (2, Gen.Const(Kind.Late)));

    /// <summary>Three bookings by the coordinator, which mostly succeed, then four to twenty-four commands of all kinds.</summary>
    public static Gen<List<Step>> Sequence { get; } = Gen.Select(
        Gen.Select(Numbers, Numbers, Numbers, (a, b, c) => new Step(Kind.Book, a, b, c, 2)).Array[3],
        Gen.Select(Kinds, Numbers, Numbers, Numbers, Numbers, (kind, a, b, c, d) => new Step(kind, a, b, c, d)).List[4, 24],
        (first, then) => (List<Step>)[.. first, .. then]);

    public override string ToString() => $"{Kind}({A}, {B}, {C}, {D})";
}
