using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// The input of a form, saved encrypted while the person signs in again. It is kept for twelve hours; a person can have several, so that two tabs do
/// not overwrite each other.
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

    /// <summary>The id by which the input is restored, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The input, encrypted by the caller.</summary>
    public string Content { get; private set; } = "";

    /// <summary>The time of saving, UTC.</summary>
    public DateTime At { get; private set; }
}
