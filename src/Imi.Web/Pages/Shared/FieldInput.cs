using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Shared;

/// <summary>A field to be answered on a page.</summary>
/// <param name="Field">The field as the reader sees it.</param>
/// <param name="Errors">What is wrong with its answer.</param>
/// <param name="Module">The module, for its texts.</param>
/// <param name="Countries">The countries that can be chosen, in the reader's order.</param>
/// <param name="Authorities">The authorities that can be chosen.</param>
internal sealed record FieldInput(
    FieldView Field,
    IReadOnlyList<FieldError> Errors,
    PolicyModule? Module,
    IReadOnlyList<string> Countries,
    AuthorityChoice Authorities
)
{
    /// <summary>The number of the exchange that the answer was copied from, if it still says the same; else empty.</summary>
    public string CopiedFrom { get; init; } = "";

    /// <summary>Whether there is an answer that is not shown here and stays where nothing is typed.</summary>
    public bool IsKept { get; init; }

    /// <summary>The element's id: what errors link to.</summary>
    public string Id => FormInput.IdOf(Field.Path);

    /// <summary>The name that is posted.</summary>
    public string Name => Exchanges.FormPost.Prefix + Field.Path;

    /// <summary>What describes the element, for screen readers.</summary>
    public string? DescribedBy =>
        string.Join(' ', new[] { Field.Help.Length > 0 ? $"{Id}-help" : null, Errors.Count > 0 ? $"{Id}-error" : null }.OfType<string>()) is { Length: > 0 } ids
            ? ids
            : null;
}

/// <summary>Fields to be answered on a page.</summary>
internal sealed record FormInput(
    IReadOnlyList<FormSectionView> Sections,
    IReadOnlyList<FieldError> Errors,
    PolicyModule? Module,
    IReadOnlyList<string> Countries
)
{
    /// <summary>The authorities that can be chosen.</summary>
    public AuthorityChoice Authorities { get; init; } = AuthorityChoice.None;

    /// <summary>Empty items for groups that somebody wants to add to, by group.</summary>
    public IReadOnlyDictionary<string, GroupItemView> Fresh { get; init; } = new Dictionary<string, GroupItemView>(StringComparer.Ordinal);

    /// <summary>The exchange that the answers were copied from; null for none.</summary>
    public CopyOrigin? Origin { get; init; }

    /// <summary>The fields whose answers are not shown here and stay where nothing is typed.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The id of a field's element.</summary>
    public static string IdOf(string path) => $"f-{path.Replace('.', '-')}";

    /// <summary>The errors of one field.</summary>
    public IReadOnlyList<FieldError> Of(string path) => [.. Errors.Where(error => error.Field == path)];

    /// <summary>One field of the form.</summary>
    public FieldInput Input(FieldView field) =>
        new(field, Of(field.Path), Module, Countries, Authorities)
        {
            CopiedFrom = Origin?.Unchanged.Contains(field.Path.Split('.')[0]) == true ? Origin.Number : "",
            IsKept = Kept.Contains(field.Path),
        };
}

/// <summary>Authorities to choose from, best first.</summary>
/// <param name="Options">Id, and name with the reason why it stands there.</param>
/// <param name="Search">The words that they were looked for by.</param>
/// <param name="Next">How many to pass over for more; null where there are none.</param>
internal sealed record AuthorityChoice(IReadOnlyList<(string Id, string Name)> Options, string Search, int? Next)
{
    /// <summary>None can be chosen.</summary>
    public static AuthorityChoice None { get; } = new([], "", null);
}
