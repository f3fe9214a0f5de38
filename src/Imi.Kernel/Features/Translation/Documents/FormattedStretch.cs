namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Neighbouring text of one format in a sentence.</summary>
/// <param name="Piece">The index of its first piece in the passage.</param>
/// <param name="Format">The format.</param>
/// <param name="Text">The text.</param>
internal sealed record FormattedStretch(int Piece, string Format, string Text);
