namespace JobDating.Registration.Registering;

/// <summary>For whom the three steps are gone through, and where they stand.</summary>
/// <param name="Action">The address of the steps.</param>
/// <param name="Channel"><c>online</c> or <c>prescriber</c>.</param>
/// <param name="Structure">Whoever sends the candidate.</param>
public sealed record StepSetting(string Action, string Channel, SitesToCome.Edition Edition, Guid? SiteId = null, Guid? Structure = null)
{
    /// <summary>One fills in one's own form, a prescriber somebody's.</summary>
    public bool IsForOther => Channel == "prescriber";

    public string Words(string key, params object?[] arguments) => RegisteringTexts.Words[IsForOther ? $"{key}.Other" : key, arguments];
}
