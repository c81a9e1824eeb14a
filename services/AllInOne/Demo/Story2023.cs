namespace JobDating.AllInOne.Demo;

/// <summary>The whole story of 2023, the same at every telling: each part goes on from the ones before, so they are told in this order.</summary>
internal sealed class Story2023
{
    public Story2023()
    {
        Workshops = [.. PreparationWorkshops.Hold(Candidates), .. EmployerWorkshops.Hold(Employers)];
        Interviews = Timetable.Hold(Candidates, Employers);
        Visits = MobilityStand.Receive(Candidates);
        Answers = FollowUpStory.Tell(Candidates, Employers);
    }

    public Candidates Candidates { get; } = new();
    public Employers Employers { get; } = new();
    public IReadOnlyList<DemoWorkshop> Workshops { get; }
    public IReadOnlyList<DemoInterview> Interviews { get; }
    public IReadOnlyList<DemoMobilityVisit> Visits { get; }
    public IReadOnlyList<DemoAnswer> Answers { get; }
}
