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
/// Asks browsers for passkeys and verifies what they answer (WebAuthn Level 2): for this platform's address alone, only after the
/// person was verified by the device, each challenge once and for five minutes. Which maker built a device is not asked.
/// </summary>
internal sealed class WebAuthnService(PasskeyService passkeyService, WebSettings settings, PageTexts texts, IDataProtectionProvider protection, IHttpContextAccessor http)
{
    private readonly ITimeLimitedDataProtector _registrations = protection.CreateProtector("Imi.Web.Passkey", "create").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _signIns = protection.CreateProtector("Imi.Web.Passkey", "get").ToTimeLimitedDataProtector();

    private Fido2 Library =>
        new(
            new Fido2Configuration
            {
                RPID = new Uri(settings.PublicAddress).Host,
                RPName = texts["web.product"],
                Origins = new HashSet<string>(StringComparer.Ordinal) { new Uri(settings.PublicAddress).GetLeftPart(UriPartial.Authority) },
            }
        );

    /// <summary>What a page asks to sign somebody in, whoever it is.</summary>
    public PasskeyChallenge BeginSignIn()
    {
        var options = Library
            .GetAssertionOptions(new GetAssertionOptionsParams { AllowedCredentials = [], UserVerification = UserVerificationRequirement.Required })
            .ToJson();
        return new PasskeyChallenge(options, _signIns.Protect(options, PasskeyService.ChallengeLasts));
    }

    /// <summary>What a page asks to set up a passkey of a person.</summary>
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

    /// <summary>Lets in, or knows again, whom a passkey belongs to.</summary>
    /// <returns>Who it is; how long to wait where it was tried too often; neither where the answer is not right.</returns>
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

    /// <summary>What the passkey counts now; null where the answer is not its.</summary>
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

    /// <summary>Sets up what a person's device made.</summary>
    /// <param name="step">How far the person has come.</param>
    /// <param name="given">What the browser answered.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="session">The session that goes on; null where none has begun.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What became of it; null where the answer is not right.</returns>
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

    /// <summary>What comes of an answer; null where it is none. What a browser, or whoever pretends to be one, sends may be anything.</summary>
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

/// <summary>What a page asks a browser's passkeys.</summary>
/// <param name="Options">As WebAuthn has it, in JSON.</param>
/// <param name="Token">The same, encrypted: what comes back is held against it.</param>
internal sealed record PasskeyChallenge(string Options, string Token);

/// <summary>What a browser answers.</summary>
/// <param name="Token">What was asked, encrypted.</param>
/// <param name="Answer">As WebAuthn has it, in JSON.</param>
internal sealed record PasskeyResponse(string? Token, string? Answer);
