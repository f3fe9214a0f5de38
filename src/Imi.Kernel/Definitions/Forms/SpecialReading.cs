using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// What a reader sees of fields of special categories (Regulation (EU) No 1024/2012, Article 16): nothing, that there is an
/// answer, or what was opened on request.
/// </summary>
/// <param name="Place">Where the form stands: <c>form</c>, or the entry of the timeline that brought it.</param>
/// <param name="MayOpen">Whether the reader may open them at all.</param>
/// <param name="Opened">What was asked to be opened: one key, or <see cref="All"/>; null for nothing.</param>
public sealed record SpecialReading(string Place, bool MayOpen, string? Opened)
{
    /// <summary>Asks for everything that the reader may open.</summary>
    public const string All = "all";

    /// <summary>The place of the procedure's form.</summary>
    public const string Form = "form";

    /// <summary>What opens a field.</summary>
    public string KeyOf(Field field) => $"{Place}.{field.Name}";

    /// <summary>Whether a field's answer is shown.</summary>
    public bool Shows(Field field) => MayOpen && (Opened == All || Opened == KeyOf(field));
}
