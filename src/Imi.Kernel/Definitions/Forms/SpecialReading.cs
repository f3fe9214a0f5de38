using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// What a reader sees of fields of special categories (Regulation (EU) No 1024/2012, Article 16): nothing, only that an answer exists, or the answers that the
/// reader opened.
/// </summary>
/// <param name="Place">The location of the form: <c>form</c>, or the timeline entry that contains it.</param>
/// <param name="MayOpen">Whether the reader may open such answers at all.</param>
/// <param name="Opened">The key of the field to open, or <see cref="All"/>; null for none.</param>
public sealed record SpecialReading(string Place, bool MayOpen, string? Opened)
{
    /// <summary>Opens every field that the reader may open.</summary>
    public const string All = "all";

    /// <summary>The location of the procedure's form.</summary>
    public const string Form = "form";

    /// <summary>Returns the key that opens a field.</summary>
    public string KeyOf(Field field) => $"{Place}.{field.Name}";

    /// <summary>Whether a field's answer is shown.</summary>
    public bool Shows(Field field) => MayOpen && (Opened == All || Opened == KeyOf(field));
}
