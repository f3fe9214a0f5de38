using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Texts;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.Web.SignIn;

/// <summary>
/// Runs the WebAuthn Level 2 ceremonies for passkeys: only for this platform's origin and with user verification. A challenge is valid once, for five minutes.
/// Attestation is not requested.
/// </summary>
internal sealed class WebAuthnService(
    PasskeyService passkeyService,
    WebSettings settings,
    PageTexts texts,
    IDataProtectionProvider protection,
    IHttpContextAccessor http
)
{
    private readonly ITimeLimitedDataProtector _registrations = protection.CreateProtector("Imi.Web.Passkey", "create").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _signIns = protection.CreateProtector("Imi.Web.Passkey", "get").ToTimeLimitedDataProtector();

    private Fido2 Library =>
        new(
            new Fido2Configuration
            {
                RPID = new Uri(settings.PublicAddress).Host,
                RPName = texts["layout.product"],
                Origins = new HashSet<string>(StringComparer.Ordinal) { new Uri(settings.PublicAddress).GetLeftPart(UriPartial.Authority) },
            }
        );

    /// <summary>Creates the challenge for a sign-in; it is not bound to a person.</summary>
    public PasskeyChallenge BeginSignIn()
    {
        var options = Library
            .GetAssertionOptions(new GetAssertionOptionsParams { AllowedCredentials = [], UserVerification = UserVerificationRequirement.Required })
            .ToJson();
        return new PasskeyChallenge(options, _signIns.Protect(options, PasskeyService.ChallengeLasts));
    }

    /// <summary>Creates the challenge for registering a passkey of a person.</summary>
    public async Task<PasskeyChallenge> BeginRegistrationAsync(ImiUser person, CancellationToken cancellationToken)
    {
        var held = await passkeyService.ListAsync(person.Id, cancellationToken);
        var options = Library
            .RequestNewCredential(
                new RequestNewCredentialParams
                {
                    User = new Fido2User
                    {
                        Id = person.Id.ToByteArray(),
                        Name = person.UserName,
                        DisplayName = person.Name,
                    },
                    ExcludeCredentials = [.. held.Select(passkey => new PublicKeyCredentialDescriptor(Base64Url.DecodeFromChars(passkey.Id)))],
                    AuthenticatorSelection = new AuthenticatorSelection
                    {
                        ResidentKey = ResidentKeyRequirement.Required,
                        UserVerification = UserVerificationRequirement.Required,
                    },
                    AttestationPreference = AttestationConveyancePreference.None,
                }
            )
            .ToJson();
        return new PasskeyChallenge(options, _registrations.Protect(options, PasskeyService.ChallengeLasts));
    }

    /// <summary>Verifies a sign-in with a passkey.</summary>
    /// <param name="given">The browser's response.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The owner of the passkey, or the time to wait after too many attempts, or neither if the response is invalid.</returns>
    public async Task<SignInAnswer<SignedIn>> SignInAsync(PasskeyResponse given, CancellationToken cancellationToken)
    {
        var address = BrowserSessionService.PlaceOf(http.HttpContext!).Address;
        if (
            await TryAsync(() =>
                Task.FromResult(
                    (Asked: AssertionOptions.FromJson(_signIns.Unprotect(given.Token ?? "")), Answer: Read<AuthenticatorAssertionRawResponse>(given.Answer))
                )
            )
            is not var (asked, answer)
        )
            return new SignInAnswer<SignedIn>(null, null);
        var id = Base64Url.EncodeToString(answer.RawId);
        if (await passkeyService.CountAsync(id, address, cancellationToken) is { } wait)
            return new SignInAnswer<SignedIn>(null, wait);
        var passkey = await passkeyService.FindAsync(id, cancellationToken);
        if (
            passkey is not null
            && await VerifiedAsync(passkey, asked, answer, cancellationToken) is { } counter
            && await passkeyService.EnterAsync(id, counter, asked.Challenge, address, cancellationToken) is { } signedIn
        )
            return new SignInAnswer<SignedIn>(signedIn, null);
        await passkeyService.RefuseAsync(passkey?.UserId, cancellationToken);
        return new SignInAnswer<SignedIn>(null, null);
    }

    /// <summary>Verifies the response and returns the new signature counter; null if the response is invalid.</summary>
    private Task<uint?> VerifiedAsync(Passkey passkey, AssertionOptions asked, AuthenticatorAssertionRawResponse answer, CancellationToken cancellationToken) =>
        TryAsync<uint>(async () =>
            (
                await Library.MakeAssertionAsync(
                    new MakeAssertionParams
                    {
                        AssertionResponse = answer,
                        OriginalOptions = asked,
                        StoredPublicKey = passkey.PublicKey,
                        StoredSignatureCounter = (uint)passkey.Counter,
                        IsUserHandleOwnerOfCredentialIdCallback = (whose, _) =>
                            Task.FromResult(whose.UserHandle.AsSpan().SequenceEqual(passkey.UserId.ToByteArray())),
                    },
                    cancellationToken
                )
            ).SignCount
        );

    /// <summary>Registers a new passkey.</summary>
    /// <param name="step">The progress of the sign-in.</param>
    /// <param name="given">The browser's response.</param>
    /// <param name="name">The name that the person gives the passkey.</param>
    /// <param name="session">The current session, which is kept; null during a sign-in.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result; null if the response is invalid.</returns>
    public async Task<PasskeySetting?> RegisterAsync(SignInStep step, PasskeyResponse given, string? name, Guid? session, CancellationToken cancellationToken)
    {
        if (
            await TryAsync(() =>
                Task.FromResult(
                    (
                        Asked: CredentialCreateOptions.FromJson(_registrations.Unprotect(given.Token ?? "")),
                        Answer: Read<AuthenticatorAttestationRawResponse>(given.Answer)
                    )
                )
            )
                is not var (asked, answer)
            || !asked.User.Id.AsSpan().SequenceEqual(step.UserId.ToByteArray())
            || await TryAsync(async () =>
                (
                    Key: await Library.MakeNewCredentialAsync(
                        new MakeNewCredentialParams
                        {
                            AttestationResponse = answer,
                            OriginalOptions = asked,
                            IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
                        },
                        cancellationToken
                    ),
                    IsMade: true
                )
            )
                is not var (made, _)
        )
        {
            return null;
        }

        return await passkeyService.AddAsync(
            step,
            new NewPasskey(Base64Url.EncodeToString(made.Id), made.PublicKey, made.SignCount),
            name ?? "",
            asked.Challenge,
            session,
            cancellationToken
        );
    }

    /// <summary>Runs code on untrusted input; null if the input is invalid in any way.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : struct
    {
        try
        {
            return await read();
        }
        catch (Exception wrong)
            when (wrong
                    is Fido2VerificationException
                        or CryptographicException
                        or JsonException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or NotSupportedException
                        or NullReferenceException
            )
        {
            return null;
        }
    }

    private static T Read<T>(string? answer) => JsonSerializer.Deserialize<T>(answer ?? "") ?? throw new JsonException();
}

/// <summary>A WebAuthn challenge for the browser.</summary>
/// <param name="Options">The WebAuthn options, as JSON.</param>
/// <param name="Token">The same options, encrypted, to verify the response against.</param>
internal sealed record PasskeyChallenge(string Options, string Token);

/// <summary>The browser's response to a challenge.</summary>
/// <param name="Token">The encrypted options of the challenge.</param>
/// <param name="Answer">The WebAuthn credential, as JSON.</param>
internal sealed record PasskeyResponse(string? Token, string? Answer);
