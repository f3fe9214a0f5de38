using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Exchanges;

/// <summary>The steps of a draft and how far each is.</summary>
/// <param name="Details">The draft.</param>
/// <param name="Review">What stands between it and its sending.</param>
internal sealed record DraftSteps(ExchangeDetails Details, DraftReview Review)
{
    /// <summary>The step that chooses the recipient.</summary>
    public const string Recipient = "recipient";

    /// <summary>The step that shows the whole.</summary>
    public const string Whole = "review";

    /// <summary>Their names in their order.</summary>
    public IReadOnlyList<string> Names { get; } = NamesOf(Details.Procedure);

    /// <summary>The names of a procedure's steps.</summary>
    public static IReadOnlyList<string> NamesOf(Procedure procedure)
    {
        var sections = procedure.Form.Sections.Select(section => section.Name);
        return procedure.IsBroadcast ? [.. sections, Whole] : [Recipient, .. sections, Whole];
    }

    /// <summary>The step on which a field stands.</summary>
    public string StepOf(string path)
    {
        var name = path.Split('.')[0];
        return Details.Procedure.Form.Sections.FirstOrDefault(section => section.Elements.Any(element => element.Name == name))?.Name ?? Names[0];
    }

    /// <summary>What is wrong or missing on a step.</summary>
    public IReadOnlyList<FieldError> ErrorsOn(string step) => [.. Review.Errors.Where(error => StepOf(error.Field) == step)];

    /// <summary>How far a step is; the review has no state of its own.</summary>
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

/// <summary>How far a step of a draft is.</summary>
internal enum StepState
{
    /// <summary>It has no state.</summary>
    None,

    /// <summary>Something that is needed is missing.</summary>
    Open,

    /// <summary>An answer is wrong.</summary>
    Wrong,

    /// <summary>Everything that is needed is there.</summary>
    Done,

    /// <summary>Nothing is answered, and nothing needs to be.</summary>
    Empty,
}

/// <summary>What somebody typed into a draft that was sent, changed or deleted meanwhile.</summary>
/// <param name="Title">What happened, in words.</param>
/// <param name="What">Who did what and when, line by line.</param>
/// <param name="Sections">What was typed, for reading.</param>
/// <param name="Language">The language that it was written in.</param>
/// <param name="Href">Where the exchange is now; null where it is gone.</param>
internal sealed record LostDraft(string Title, IReadOnlyList<string> What, IReadOnlyList<FormSectionView> Sections, string Language, string? Href);
