namespace Imi.Kernel.Definitions.Modules;

/// <summary>A condition under which a form is refused, with a reason beside the field.</summary>
/// <param name="Reason">The name of the reason, unique in the field.</param>
/// <param name="TextKey">The key of the reason's text.</param>
/// <param name="When">When the form is refused.</param>
public sealed record FieldRefusal(string Reason, string TextKey, Condition When);
