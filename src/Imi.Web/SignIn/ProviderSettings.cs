using Imi.Kernel.Foundation.Persistence;

namespace Imi.Web.SignIn;

/// <summary>The provider of OpenID Connect by which people may sign in, such as EU Login.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Authority">Its address, under which it says how it is asked.</param>
/// <param name="ClientId">What the platform is called there.</param>
/// <param name="ClientSecret">By what the platform shows there who it is.</param>
/// <param name="AcrValues">The ways of signing in there that are two factors; none where the platform asks for its own second factor.</param>
internal sealed record ProviderSettings(string Name, Uri Authority, string ClientId, string ClientSecret, IReadOnlyList<string> AcrValues)
{
    private const string Section = "Imi:SignIn:OpenIdConnect";

    /// <summary>Where people are while they sign in there: what a page's form may lead to.</summary>
    public string Origin => Authority.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads the settings.</summary>
    /// <returns>The provider; null where none is set.</returns>
    /// <exception cref="ConfigurationProblem">A setting is wrong, or lacks beside the others.</exception>
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
