using Imi.Kernel.Exchanges;

namespace Imi.Web.Pages.Shared;

/// <summary>
/// Finds the file changes to confirm on the next page. The address names the files, and the exchange is checked, so that a forged address confirms nothing.
/// </summary>
internal static class FileConfirmations
{
    private const int Most = 50;

    /// <summary>Returns the files that were just attached.</summary>
    public static IReadOnlyList<AttachedFile> Attached(HttpRequest request, IReadOnlyList<Guid>? onThisPage, ExchangeDetails details)
    {
        var ids = onThisPage ?? Ids(request, "attached");
        return [.. details.Files.Where(file => ids.Contains(file.Id) && file.Withdrawal is null)];
    }

    /// <summary>Checks whether a file was just removed from the draft.</summary>
    public static bool IsRemoved(HttpRequest request, ExchangeDetails details) =>
        Ids(request, "removed").Any(id => details.Timeline.Any(entry => entry.Action == KernelActions.RemoveFile && entry.ContentId == id));

    /// <summary>Checks whether a file was just withdrawn.</summary>
    public static bool IsWithdrawn(HttpRequest request, ExchangeDetails details) =>
        Ids(request, "withdrawn").Any(id => details.Files.Any(file => file.Id == id && file.Withdrawal is not null));

    private static List<Guid> Ids(HttpRequest request, string name) =>
        [
            .. request
                .Query[name]
                .ToString()
                .Split(',')
                .Take(Most)
                .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty),
        ];
}
