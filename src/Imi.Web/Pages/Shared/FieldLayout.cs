using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Pages.Shared;

/// <summary>How answers are laid out for reading.</summary>
internal static class FieldLayout
{
    private const int LongestBeside = 60;

    /// <summary>Whether the answer stands under its label, not beside it: long texts, and answers to whole questions.</summary>
    public static bool IsWide(this FieldView field) => field.Field.Type == FieldType.LongText || field.Label.Length > LongestBeside;
}
