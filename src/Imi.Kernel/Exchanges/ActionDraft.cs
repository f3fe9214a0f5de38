using System.Text.Json;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// What one person has typed into an action, or into a message, and has not sent yet. It is encrypted with the exchange's key; nobody else sees it.
/// It goes when the person sends or discards it, when the person leaves, and when the exchange is hidden or deleted.
/// </summary>
public sealed class ActionDraft
{
    private ActionDraft() { }

    internal ActionDraft(Guid exchangeId, Guid userId, string action) => (ExchangeId, UserId, Action) = (exchangeId, userId, action);

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Whose draft it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The action of the procedure, or <see cref="KernelActions.Message"/>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What was typed, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; private set; } = [];

    /// <summary>When it was saved last, UTC.</summary>
    public DateTime SavedAt { get; private set; }

    internal void Save(byte[] cipher, DateTime at) => (Cipher, SavedAt) = (cipher, at);
}
