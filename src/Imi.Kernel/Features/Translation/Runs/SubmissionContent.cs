using System.Text.Json;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Foundation.Vault;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>What the platform must know of a submission to continue when the answer comes.</summary>
/// <param name="Pair">The language of the originals and that of the translations.</param>
/// <param name="Engines">The names of the engines on the route, one for each step.</param>
/// <param name="Pairs">The pairs of the steps.</param>
/// <param name="Step">The step, from 0, whose engine took the sentences.</param>
/// <param name="Sentences">The sentences.</param>
/// <param name="Protected">The sentences with placeholders, as the first engine received them.</param>
internal sealed record SubmissionContent(
    LanguagePair Pair,
    IReadOnlyList<string> Engines,
    IReadOnlyList<LanguagePair> Pairs,
    int Step,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<string> Protected
)
{
    /// <summary>Whether the engine took a whole file instead of sentences.</summary>
    public bool IsFile { get; init; }

    /// <summary>Describes a file that an engine translates as a whole.</summary>
    public static SubmissionContent OfFile(LanguagePair pair, TranslationRoute route) => new(pair, route.Engines, [pair], 0, [], []) { IsFile = true };

    /// <summary>Describes a step of a batch.</summary>
    public static SubmissionContent Of(TranslationBatch batch, int step) =>
        new(
            batch.Pair,
            [.. batch.Route.Steps.Select(one => one.Engine.Name)],
            [.. batch.Route.Steps.Select(one => one.Pair)],
            step,
            [.. batch.Parts.Select(part => part.Sentence)],
            batch.Texts
        );

    /// <summary>Decrypts the content of a submission.</summary>
    public static SubmissionContent Decrypt(TranslationSubmission submission, ExchangeCipher cipher) =>
        JsonSerializer.Deserialize<SubmissionContent>(cipher.Decrypt(submission.Cipher, TranslationSubmission.PurposeOf(submission.Id)))!;

    /// <summary>Decrypts what the engine answered; empty if it sent no texts.</summary>
    public static IReadOnlyList<string> AnswerOf(TranslationSubmission submission, ExchangeCipher cipher) =>
        submission.Answer is { } answer
            ? JsonSerializer.Deserialize<List<string>>(cipher.Decrypt(answer, TranslationSubmission.AnswerPurposeOf(submission.Id)))!
            : [];

    /// <summary>Encrypts what an engine answered.</summary>
    public static byte[] Encrypt(IReadOnlyList<string> answer, Guid submission, ExchangeCipher cipher) =>
        cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(answer), TranslationSubmission.AnswerPurposeOf(submission));

    /// <summary>Encrypts the content for a submission.</summary>
    public byte[] Encrypt(Guid submission, ExchangeCipher cipher) =>
        cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(this), TranslationSubmission.PurposeOf(submission));
}
