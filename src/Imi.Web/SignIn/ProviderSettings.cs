using Imi.Kernel.Foundation.Persistence;

namespace Imi.Web.SignIn;

/// <summary>The OpenID Connect provider with which people can sign in, such as EU Login.</summary>
/// <param name="Name">The name that people know.</param>
/// <param name="Authority">The issuer's address, below which its metadata is published.</param>
/// <param name="ClientId">The client id of the platform.</param>
/// <param name="ClientSecret">The client secret of the platform.</param>
/// <param name="AcrValues">The <c>acr</c> values that count as two factors; if empty, the platform always requires its own second factor.</param>
internal sealed record ProviderSettings(string Name, Uri Authority, string ClientId, string ClientSecret, IReadOnlyList<string> AcrValues)
{
    private const string Section = "Imi:SignIn:OpenIdConnect";

    /// <summary>The origin of the provider, to which forms may redirect.</summary>
    public string Origin => Authority.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads the settings.</summary>
    /// <returns>The provider; null if none is configured.</returns>
    /// <exception cref="ConfigurationProblem">A setting is invalid, or missing although others are set.</exception>
    public static ProviderSettings? Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!configuration.GetSection(Section).GetChildren().Any(setting => !string.IsNullOrWhiteSpace(setting.Value)))
            return null;
        var authority = AddressIn(Required(configuration, nameof(Authority), "the provider's address, such as https://login.example"), environment);
        var name = configuration[$"{Section}:{nameof(Name)}"];
        return new ProviderSettings(
            string.IsNullOrWhiteSpace(name) ? authority.Host : name.Trim(),
            authority,
            Required(configuration, nameof(ClientId), "what the provider calls the platform"),
            Required(configuration, nameof(ClientSecret), "the secret that the provider gave the platform"),
            (configuration[$"{Section}:{nameof(AcrValues)}"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private static string Required(IConfiguration configuration, string setting, string what) =>
        configuration[$"{Section}:{setting}"] is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : throw new ConfigurationProblem($"{Section}:{setting} is not set: name {what}, or leave out all of {Section}.");

    private static Uri AddressIn(string text, IHostEnvironment environment) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()))
            ? address
            : throw new ConfigurationProblem(
                $"{Section}:{nameof(Authority)} is '{text}', but has to be an address that begins with https://, such as https://login.example."
            );
}
