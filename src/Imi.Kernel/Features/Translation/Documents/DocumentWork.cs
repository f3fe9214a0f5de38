using System.Diagnostics;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Reads the sentences of a document, or translates its passages. Bounds the text and the time that one document may take.</summary>
internal sealed class DocumentWork
{
    /// <summary>The longest text of a document in characters.</summary>
    public const int MostCharacters = 500_000;

    /// <summary>The longest passage in characters. The time to split one into sentences grows faster than its length.</summary>
    public const int LongestPassage = 30_000;

    private static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<string> _sentences = new(StringComparer.Ordinal);
    private readonly List<string> _inOrder = [];
    private readonly Func<string, string>? _translate;
    private int _characters;

    private DocumentWork(string language, Func<string, string>? translate, DocumentNote? note) => (Language, _translate, Note) = (language, translate, note);

    /// <summary>Reads only.</summary>
    /// <param name="language">The language of the document.</param>
    public static DocumentWork Reading(string language) => new(language, null, null);

    /// <summary>Translates.</summary>
    /// <param name="language">The language of the document.</param>
    /// <param name="translate">Returns the translation of a sentence.</param>
    /// <param name="note">The note at the top of the copy.</param>
    public static DocumentWork Writing(string language, Func<string, string> translate, DocumentNote note) => new(language, translate, note);

    /// <summary>Puts a note into a document that is translated already.</summary>
    /// <param name="language">The language of the document.</param>
    /// <param name="note">The note at the top of the copy.</param>
    public static DocumentWork Noting(string language, DocumentNote note) => new(language, null, note);

    /// <summary>The language of the document.</summary>
    public string Language { get; }

    /// <summary>The note at the top of the copy; null if there is none.</summary>
    public DocumentNote? Note { get; }

    /// <summary>The sentences of all passages so far, each once, in their order.</summary>
    public IReadOnlyList<string> Sentences => _inOrder;

    /// <summary>Reads or translates a passage.</summary>
    /// <exception cref="DocumentFaultException">The document is longer than what is translated, or takes too long.</exception>
    public void Take(Passage passage)
    {
        CheckTime();
        _characters += passage.Text.Length;
        if (_characters > MostCharacters || passage.Text.Length > LongestPassage)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        var parts = Segmenter.Split(passage.Text, Language, MemoryContent.LongestSentence);
        foreach (var sentence in passage.SentencesIn(parts))
        {
            if (_sentences.Add(sentence))
                _inOrder.Add(sentence);
        }

        if (_translate is not null)
            passage.Translate(parts, _translate);
    }

    /// <summary>Ends the work on a document that takes too long.</summary>
    /// <exception cref="DocumentFaultException">It takes too long.</exception>
    public void CheckTime()
    {
        if (_clock.Elapsed > LongestTime)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
    }
}
