using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Duplicates;

/// <summary>What may already be asked elsewhere about the subject of an exchange.</summary>
/// <param name="Mentions">What other exchanges mention that the person may see, in the order of the form.</param>
/// <param name="AskedAtHome">
/// For a coordinator: what other authorities of its country ask about in open exchanges that the coordinator does not see. Neither their exchanges nor their
/// content are named.
/// </param>
public sealed record DuplicateHint(IReadOnlyList<DuplicateMention> Mentions, IReadOnlyList<string> AskedAtHome)
{
    /// <summary>Nothing was found.</summary>
    public static DuplicateHint None { get; } = new([], []);
}

/// <summary>Exchanges that mention the same as an answer.</summary>
/// <param name="Words">The host of the web address, or the name.</param>
/// <param name="Exchanges">The first exchanges, without their titles.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record DuplicateMention(string Words, IReadOnlyList<InboxRow> Exchanges, bool HasMore);
