using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Platform.Ui;

/// <summary>
/// What is wrong with a form, in the order of its fields: one sentence a field (the first said stays), or sentences about the whole.
/// The page is answered again with them, with what was typed: 422, 409 when somebody else was faster, or 429 when it came too often.
/// </summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Sentence)> _list = [];
    private readonly Dictionary<string, string> _labels = [];

    /// <summary>A field has said what it is called; the summary, which stands before it, is written once more.</summary>
    internal event Action? Labelled;

    /// <summary>Field and sentence; the field is "" where the sentence is about the whole form.</summary>
    public IReadOnlyList<(string Field, string Sentence)> List => _list;

    public bool Any => _list.Count > 0;

    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>The field's sentence, or null.</summary>
    public string? For(string field) => _list.FirstOrDefault(error => error.Field == field).Sentence;

    /// <summary>What the reader knows the field as, once it is on the page.</summary>
    internal string? Label(string field) => _labels.GetValueOrDefault(field);

    internal void Call(string field, string label)
    {
        if (For(field) is not null && _labels.TryAdd(field, label))
            Labelled?.Invoke();
    }

    public void Add(string field, string sentence)
    {
        if (field.Length == 0 || For(field) is null)
            _list.Add((field, sentence));
        if (Status == StatusCodes.Status200OK)
            Status = StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>A rule about the whole form said no, or a field's value is taken (by a unique key): 409.</summary>
    public void Conflict(string field, string sentence)
    {
        Add(field, sentence);
        Status = StatusCodes.Status409Conflict;
    }

    /// <summary>Sent too often in a short time: 429. What was typed stands in the page, to be sent again a little later.</summary>
    public void TooMany(string sentence)
    {
        Add("", sentence);
        Status = StatusCodes.Status429TooManyRequests;
    }

    /// <summary>
    /// Somebody else saved this meanwhile: 409. Show the form again with what was typed and with the version that stands now, so that who has
    /// read the sentence and compared may save again.
    /// </summary>
    public void ChangedMeanwhile() => Conflict("", FormTexts.Words["Changed"]);

    /// <summary>The page, with the status that the errors call for (200 when there are none).</summary>
    public RazorComponentResult Page<TPage>(object parameters) where TPage : IComponent => new RazorComponentResult<TPage>(parameters) { StatusCode = Status };
}
