namespace Imi.Kernel.Features.Translation;

/// <summary>A message that was sent to the address of a submission.</summary>
/// <param name="ContentType">The media type of the body; empty if the sender gave none.</param>
/// <param name="Fields">The values of the query and, if the body is a form, of the form, by name.</param>
/// <param name="Body">The body; empty if it was a form.</param>
public sealed record EngineMessage(string ContentType, IReadOnlyDictionary<string, string> Fields, ReadOnlyMemory<byte> Body);
