using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Shared;

/// <summary>A field to fill in on a page.</summary>
/// <param name="Field">The field as the reader sees it.</param>
/// <param name="Errors">The errors of its answer.</param>
/// <param name="Module">The module that supplies texts; null if there is none.</param>
/// <param name="Countries">The countries to choose from, in the reader's alphabetical order.</param>
/// <param name="Authorities">The authorities to choose from.</param>
internal sealed record FieldInput(
    FieldView Field,
    IReadOnlyList<FieldError> Errors,
    PolicyModule? Module,
    IReadOnlyList<string> Countries,
    AuthorityChoice Authorities
)
{
    /// <summary>The number of the exchange from which the answer was copied; empty if it was not copied, or changed since.</summary>
    public string CopiedFrom { get; init; } = "";

    /// <summary>Whether the field has an answer that is not shown and is kept unless the person types a new one.</summary>
    public bool IsKept { get; init; }

    /// <summary>The id of the input element, to which errors link.</summary>
    public string Id => FormInput.IdOf(Field.Path);

    /// <summary>The name under which the answer is posted.</summary>
    public string Name => Exchanges.FormPost.Prefix + Field.Path;

    /// <summary>The ids of the elements that describe the input, for screen readers; null if there are none.</summary>
    public string? DescribedBy =>
        string.Join(' ', new[] { Field.Help.Length > 0 ? $"{Id}-help" : null, Errors.Count > 0 ? $"{Id}-error" : null }.OfType<string>()) is { Length: > 0 } ids
            ? ids
            : null;
}

/// <summary>The form to fill in on a page.</summary>
internal sealed record FormInput(
    IReadOnlyList<FormSectionView> Sections,
    IReadOnlyList<FieldError> Errors,
    PolicyModule? Module,
    IReadOnlyList<string> Countries
)
{
    /// <summary>The authorities to choose from.</summary>
    public AuthorityChoice Authorities { get; init; } = AuthorityChoice.None;

    /// <summary>An empty item for each group to which the person wants to add one.</summary>
    public IReadOnlyDictionary<string, GroupItemView> Fresh { get; init; } = new Dictionary<string, GroupItemView>(StringComparer.Ordinal);

    /// <summary>The exchange from which answers were copied; null if there is none.</summary>
    public CopyOrigin? Origin { get; init; }

    /// <summary>The fields whose answers are not shown and are kept unless the person types new ones.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Returns the id of a field's input element.</summary>
    public static string IdOf(string path) => $"f-{path.Replace('.', '-')}";

    /// <summary>Returns the errors of a field.</summary>
    public IReadOnlyList<FieldError> Of(string path) => [.. Errors.Where(error => error.Field == path)];

    /// <summary>Returns a field to fill in.</summary>
    public FieldInput Input(FieldView field) =>
        new(field, Of(field.Path), Module, Countries, Authorities)
        {
            CopiedFrom = Origin?.Unchanged.Contains(field.Path.Split('.')[0]) == true ? Origin.Number : "",
            IsKept = Kept.Contains(field.Path),
        };
}

/// <summary>Authorities to choose from, best match first.</summary>
/// <param name="Options">The id of each authority, and its name with the reason for the match.</param>
/// <param name="Search">The words that were searched for.</param>
/// <param name="Next">The offset of the next page; null on the last page.</param>
internal sealed record AuthorityChoice(IReadOnlyList<(string Id, string Name)> Options, string Search, int? Next)
{
    /// <summary>No authorities to choose from.</summary>
    public static AuthorityChoice None { get; } = new([], "", null);
}
