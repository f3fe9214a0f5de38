namespace Imi.Kernel.Definitions.Forms;

/// <summary>An option of a choice.</summary>
public sealed record OptionView(string Code, string Label);
