using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Exchanges;

/// <summary>The steps of a draft and the progress of each.</summary>
/// <param name="Details">The draft.</param>
/// <param name="Review">The errors that prevent sending the draft.</param>
internal sealed record DraftSteps(ExchangeDetails Details, DraftReview Review)
{
    /// <summary>The step that chooses the recipient.</summary>
    public const string Recipient = "recipient";

    /// <summary>The step that shows the whole draft.</summary>
    public const string Whole = "review";

    /// <summary>The names of the steps, in order.</summary>
    public IReadOnlyList<string> Names { get; } = NamesOf(Details.Procedure);

    /// <summary>Returns the names of a procedure's steps, in order.</summary>
    public static IReadOnlyList<string> NamesOf(Procedure procedure)
    {
        var sections = procedure.Form.Sections.Select(section => section.Name);
        return procedure.IsBroadcast ? [.. sections, Whole] : [Recipient, .. sections, Whole];
    }

    /// <summary>Returns the step that contains a field.</summary>
    public string StepOf(string path) => StepOf(Details.Procedure, path);

    /// <summary>Returns the step of a procedure that contains a field.</summary>
    public static string StepOf(Procedure procedure, string path)
    {
        var name = path.Split('.')[0];
        return procedure.Form.Sections.FirstOrDefault(section => section.Elements.Any(element => element.Name == name))?.Name ?? NamesOf(procedure)[0];
    }

    /// <summary>Returns the errors of a step, including missing answers.</summary>
    public IReadOnlyList<FieldError> ErrorsOn(string step) => [.. Review.Errors.Where(error => StepOf(error.Field) == step)];

    /// <summary>Returns the progress of a step; the review has none.</summary>
    public StepState StateOf(string step)
    {
        if (step == Whole)
            return StepState.None;
        var errors = ErrorsOn(step);
        if (errors.Any(error => !error.IsMissing))
            return StepState.Wrong;
        if (errors.Count > 0)
            return StepState.Open;
        return step == Recipient || Details.Form.First(section => section.Name == step).HasAnswers ? StepState.Done : StepState.Empty;
    }
}

/// <summary>The progress of a step of a draft.</summary>
internal enum StepState
{
    /// <summary>The step has no progress.</summary>
    None,

    /// <summary>A required answer is missing.</summary>
    Open,

    /// <summary>An answer is invalid.</summary>
    Wrong,

    /// <summary>All required answers are given.</summary>
    Done,

    /// <summary>Nothing is answered, and nothing is required.</summary>
    Empty,
}

/// <summary>The input for a draft that was sent, changed or deleted meanwhile.</summary>
/// <param name="Title">What happened, in words.</param>
/// <param name="What">Who did what and when, line by line.</param>
/// <param name="Sections">The input, to read and copy.</param>
/// <param name="Language">The language of the exchange.</param>
/// <param name="Href">The address of the exchange; null if it was deleted.</param>
internal sealed record LostDraft(string Title, IReadOnlyList<string> What, IReadOnlyList<FormSectionView> Sections, string Language, string? Href);
