using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// Something wrong with an answer, shown beside its field in the reader's language. What can be wrong with any field is made by the
/// methods here, so that the text always gets the values that it shows; a constructor is for what one desk alone says.
/// </summary>
/// <param name="Field">The field's path: <c>facts</c>, or <c>measures.0.kind</c> in a group.</param>
/// <param name="MessageKey">The platform text, such as <c>validation.required</c>; a module's rule gives its own text's key.</param>
/// <param name="Values">What the text's placeholders stand for.</param>
public sealed record FieldError(string Field, string MessageKey, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>An error whose text has no placeholders.</summary>
    public FieldError(string field, string messageKey)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal)) { }

    /// <summary>An error whose text has one placeholder.</summary>
    public FieldError(string field, string messageKey, string name, object? value)
        : this(field, messageKey, new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value }) { }

    /// <summary>Whether an answer or an item is missing: that counts only when the whole is to be sent, never while it is being written.</summary>
    public bool IsMissing => MessageKey is "validation.required" or "validation.too-few-items";

    /// <summary>There must be an answer and there is none.</summary>
    public static FieldError Required(string field) => new(field, "validation.required");

    /// <summary>The answer is none of those that are offered.</summary>
    public static FieldError NotAnOption(string field) => new(field, "validation.not-an-option");

    /// <summary>There are several answers where one is asked for.</summary>
    public static FieldError OnlyOne(string field) => new(field, "validation.only-one");

    /// <summary>The answer is no day.</summary>
    public static FieldError NotADate(string field) => new(field, "validation.not-a-date");

    /// <summary>The answer is no number.</summary>
    public static FieldError NotANumber(string field) => new(field, "validation.not-a-number");

    /// <summary>The text is longer than can be kept.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The cleaned text.</param>
    /// <param name="most">The most characters, as <see cref="TextRules"/> counts them.</param>
    public static FieldError TooLong(string field, string text, int most) =>
        new(field, "validation.too-long", new Dictionary<string, object?>(StringComparer.Ordinal) { ["length"] = text.Length, ["most"] = most });

    /// <summary>What is wrong with the text of a field.</summary>
    public static FieldError Of(string field, TextFault fault) => new(field, fault.MessageKey, fault.Values);
}
