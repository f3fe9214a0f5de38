using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>
/// What is wrong with the cleaned text of a field that no form defines: of the registry, of people, of a desk. Each method returns null
/// where nothing is; an empty text is wrong only where one is required.
/// </summary>
internal static class TextChecks
{
    /// <summary>A text of one line.</summary>
    public static FieldError? Line(string field, string text, int most, bool isRequired = false) => Check(field, text, most, isRequired, TextRules.FaultInLine);

    /// <summary>A text of several lines.</summary>
    public static FieldError? Lines(string field, string text, int most, bool isRequired = false) =>
        Check(field, text, most, isRequired, TextRules.FaultInLines);

    /// <summary>The name of a person, an authority or a thing.</summary>
    public static FieldError? Name(string field, string text, int most, bool isRequired = false) => Check(field, text, most, isRequired, TextRules.FaultInName);

    /// <summary>An e-mail address.</summary>
    public static FieldError? Email(string field, string text, bool isRequired = false) => Check(field, text, int.MaxValue, isRequired, EmailAddresses.FaultIn);

    /// <summary>The address of a web page.</summary>
    public static FieldError? WebAddress(string field, string text, bool isRequired = false) =>
        Check(field, text, int.MaxValue, isRequired, WebAddresses.FaultIn);

    private static FieldError? Check(string field, string text, int most, bool isRequired, Func<string, TextFault?> faultIn)
    {
        if (text.Length == 0 && !isRequired)
            return null;
        return TextRules.FaultIn(text, most, faultIn) is { } fault ? FieldError.Of(field, fault) : null;
    }
}
