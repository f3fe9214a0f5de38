namespace Imi.Kernel.Definitions.Forms;

/// <summary>An option of a choice with its label.</summary>
public sealed record OptionView(string Code, string Label);
