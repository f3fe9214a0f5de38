using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Exchanges;
using Microsoft.Net.Http.Headers;

namespace Imi.Web.Api;

/// <content>Reads what callers send in headers: the revision that they saw, and the key that makes a repeated call idempotent.</content>
internal sealed partial class ApiExchanges
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 64;

    /// <summary>Reads the revision that the caller last saw from <c>If-Match</c>; null if the header is absent or <c>*</c>.</summary>
    /// <exception cref="BadHttpRequestException"><c>If-Match</c> is not a revision.</exception>
    public int? Revision()
    {
        var header = Context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*")
            return null;
        return
            EntityTagHeaderValue.TryParse(header, out var tag)
            && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new BadHttpRequestException("If-Match is not a revision of an exchange.");
    }

    /// <summary>Builds the key that makes a repeated call idempotent; null if the caller sent no <c>Idempotency-Key</c>.</summary>
    /// <param name="content">The content of the call. The same key with other content is refused.</param>
    public SubmissionKey? Key(string content)
    {
        var key = Context.Request.Headers[KeyHeader].ToString();
        if (key.Length == 0)
            return null;
        return new SubmissionKey(key.Length <= LongestKey ? key : Digest(key), Digest(content));
    }

    /// <summary>Builds the key for one of several items of a call.</summary>
    /// <param name="content">The content of the item.</param>
    /// <param name="place">The zero-based position of the item.</param>
    public SubmissionKey? Key(string content, int place) =>
        Key(content) is not { } key || place == 0 ? Key(content) : key with { Key = Digest(string.Create(CultureInfo.InvariantCulture, $"{key.Key}/{place}")) };

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
