using System.Security.Claims;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace Imi.Web.SignIn;

/// <summary>Keeps the progress of a sign-in between the first factor and the session in a cookie of its own, which only opens the sign-in pages.</summary>
internal static class SignInSteps
{
    /// <summary>The scheme of that cookie.</summary>
    public const string Scheme = "SignInSteps";

    private const string Stamp = "stamp";
    private const string Complete = "complete";
    private const string First = "first";
    private const string Issuer = "issuer";
    private const string Key = "key";

    /// <summary>Stores the progress of a sign-in.</summary>
    public static Task NoteAsync(this HttpContext context, SignInStep step) =>
        context.SignInAsync(
            Scheme,
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, step.UserId.ToString()),
                        new Claim(Stamp, step.Stamp),
                        new Claim(Complete, step.IsComplete.ToString()),
                        new Claim(First, step.First),
                        .. step.Link is { } link ? [new Claim(Issuer, link.Issuer), new Claim(Key, link.Key)] : Array.Empty<Claim>(),
                    ],
                    Scheme
                )
            )
        );

    /// <summary>Reads the progress of a sign-in; null if none has begun or it has expired.</summary>
    public static async Task<SignInStep?> StepAsync(this HttpContext context, CancellationToken cancellationToken) =>
        (await context.AuthenticateAsync(Scheme).WaitAsync(cancellationToken)).Principal is { } person
        && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new SignInStep(id, person.FindFirstValue(Stamp) ?? "", person.FindFirstValue(Complete) == true.ToString(), person.FindFirstValue(First) ?? "")
            {
                Link = person.FindFirstValue(Issuer) is { } issuer && person.FindFirstValue(Key) is { } key ? new OfferedLink(issuer, key) : null,
            }
            : null;
}
