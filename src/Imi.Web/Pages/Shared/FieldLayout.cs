using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Pages.Shared;

/// <summary>Chooses the layout of answers.</summary>
internal static class FieldLayout
{
    private const int LongestBeside = 60;

    /// <summary>Whether the answer is shown below its label rather than beside it: for long texts and long labels.</summary>
    public static bool IsWide(this FieldView field) => field.Field.Type == FieldType.LongText || field.Label.Length > LongestBeside;
}
