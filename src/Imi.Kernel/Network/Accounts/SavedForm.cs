using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// What somebody typed into a form before they had to show who they are: encrypted, for a working day, a few of each person, so that two
/// tabs do not take each other's place.
/// </summary>
public sealed class SavedForm
{
    private SavedForm() { }

    internal SavedForm(Guid id, Guid userId, string content, DateTime at)
    {
        Id = id;
        UserId = userId;
        Content = content;
        At = at;
    }

    /// <summary>By what it is asked for, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What was typed, encrypted by the page that kept it.</summary>
    public string Content { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}
