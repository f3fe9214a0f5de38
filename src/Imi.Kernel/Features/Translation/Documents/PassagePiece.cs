namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>A piece of a passage that has one format, for example a run of bold text.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Format">Its format; pieces with equal texts here look the same.</param>
/// <param name="IsLink">Whether it is part of a link, which must not vanish.</param>
/// <param name="Write">Puts another text in its place.</param>
internal sealed record PassagePiece(string Text, string Format, bool IsLink, Action<string> Write);
