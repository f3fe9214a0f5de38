using System.Text.Json;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// The input of one person for an action or a message that is not sent yet. It is encrypted with the exchange's key, and only that person
/// sees it. It is deleted when the person sends or discards it, when the person's access ends, and when the exchange is hidden or deleted.
/// </summary>
public sealed class ActionDraft
{
    private ActionDraft() { }

    internal ActionDraft(Guid exchangeId, Guid userId, string action) => (ExchangeId, UserId, Action) = (exchangeId, userId, action);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The author.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The action of the procedure, or <see cref="KernelActions.Message"/>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The <see cref="ActionDraftContent"/>, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; private set; } = [];

    /// <summary>When it was last saved, UTC.</summary>
    public DateTime SavedAt { get; private set; }

    internal void Save(byte[] cipher, DateTime at) => (Cipher, SavedAt) = (cipher, at);
}
