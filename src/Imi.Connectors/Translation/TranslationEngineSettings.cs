using System.Globalization;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Connectors.Translation;

/// <summary>The settings of a machine-translation engine.</summary>
/// <param name="Kind">The kind of engine.</param>
/// <param name="Name">Its name as readers see it.</param>
/// <param name="Address">The path of the program, or the address of the server, which ends with a slash.</param>
/// <param name="ApiKey">The key for the server, or the password of the application; null if it needs none. Never logged.</param>
/// <param name="IsOfUnion">Whether an institution of the Union runs it.</param>
/// <param name="Timeout">The time limit to translate all segments of a call.</param>
/// <param name="AttemptTimeout">The time limit for a single request to a server.</param>
/// <param name="CharacterLimit">The most characters in a single request to a server of LibreTranslate, or in a line for a chat model.</param>
/// <param name="Deferred">What only eTranslation has; null for other engines.</param>
/// <param name="ChatModel">What only a chat model has; null for other engines.</param>
public sealed record TranslationEngineSettings(
    TranslationEngineKind Kind,
    string Name,
    string Address,
    string? ApiKey,
    bool IsOfUnion,
    TimeSpan Timeout,
    TimeSpan AttemptTimeout,
    int CharacterLimit,
    DeferredEngineSettings? Deferred = null,
    ChatModelSettings? ChatModel = null
)
{
    private const string Engines = "Imi:Translation:Engines";
    private const string Program = "/usr/bin/apertium";
    private const int LongestName = 64;
    private const int DefaultSeconds = 60;
    private const int DefaultAttemptSeconds = 20;
    private const int DefaultCharacters = 5_000;
    private const int DefaultAnswerMinutes = 60;
    private const string PublicAddress = "Imi:PublicAddress";

    /// <summary>
    /// Reads the list <c>Imi:Translation:Engines</c>: for each engine <c>Kind</c>, <c>Name</c> (the kind), <c>Address</c>, <c>ApiKey</c>,
    /// <c>IsOfUnion</c> (false), <c>TimeoutSeconds</c> (60), <c>AttemptSeconds</c> (20) and <c>CharacterLimit</c> (5000); for eTranslation also
    /// <c>Application</c>, <c>Domain</c> (GEN), <c>AnswerMinutes</c> (60) and
    /// <c>Documents</c> (false; version 2 only); for a chat model <c>Model</c> and <c>Languages</c> (all of the network).
    /// </summary>
    /// <returns>The engines in the order of the settings; empty if none is configured.</returns>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static IReadOnlyList<TranslationEngineSettings> Read(IConfiguration configuration)
    {
        var engines = new List<TranslationEngineSettings>();
        foreach (var section in configuration.GetSection(Engines).GetChildren().OrderBy(Position))
        {
            var engine = Engine(section, configuration);
            if (engines.Exists(other => other.Name.Equals(engine.Name, StringComparison.OrdinalIgnoreCase)))
                throw new ConfigurationProblem($"{section.Path}:Name is '{engine.Name}', but another engine has this name: set a different one.");
            engines.Add(engine);
        }

        return engines;
    }

    /// <summary>Returns the Apertium that is installed on this machine, for the demonstration.</summary>
    /// <returns>The engine; empty if it is not installed.</returns>
    public static IReadOnlyList<TranslationEngineSettings> Installed() =>
        File.Exists(Program)
            ?
            [
                new(
                    TranslationEngineKind.Apertium,
                    nameof(TranslationEngineKind.Apertium),
                    Program,
                    null,
                    false,
                    TimeSpan.FromSeconds(DefaultSeconds),
                    TimeSpan.FromSeconds(DefaultAttemptSeconds),
                    DefaultCharacters
                ),
            ]
            : [];

    /// <summary>Returns kind and name only, because the key is a secret.</summary>
    public override string ToString() => $"{Kind} {Name}";

    /// <summary>The key of an element of a list is its position; as text, 10 would come before 2.</summary>
    private static int Position(IConfigurationSection section) =>
        int.TryParse(section.Key, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ConfigurationProblem($"{section.Path} is not an engine of a list: name the engines {Engines}:0, {Engines}:1 and so on.");

    private static TranslationEngineSettings Engine(IConfigurationSection section, IConfiguration configuration)
    {
        var kind = Enum.GetValues<TranslationEngineKind>()
            .Cast<TranslationEngineKind?>()
            .FirstOrDefault(kind => kind.ToString()!.Equals(section["Kind"], StringComparison.OrdinalIgnoreCase));
        if (kind is null)
            throw new ConfigurationProblem(
                $"{section.Path}:Kind is '{section["Kind"]}', but can only be {string.Join(", ", Enum.GetNames<TranslationEngineKind>())}."
            );
        if (kind != TranslationEngineKind.ETranslation && Flag(section, nameof(DeferredEngineSettings.Documents)))
            throw new ConfigurationProblem($"{section.Path}:Documents is true, but an engine of the kind {kind} takes no files: remove the setting.");
        return new TranslationEngineSettings(
            kind.Value,
            NameOf(section, kind.Value),
            kind == TranslationEngineKind.Apertium ? ProgramOf(section) : AddressOf(section),
            KeyOf(section, kind.Value),
            IsDeferred(kind.Value) || Flag(section, nameof(IsOfUnion)),
            TimeSpan.FromSeconds(Number(section, "TimeoutSeconds", DefaultSeconds, 600)),
            TimeSpan.FromSeconds(Number(section, "AttemptSeconds", DefaultAttemptSeconds, 600)),
            Number(section, nameof(CharacterLimit), DefaultCharacters, 20_000),
            IsDeferred(kind.Value) ? DeferredOf(section, configuration) : null,
            kind == TranslationEngineKind.ChatModel ? ChatModelSettings.Read(section) : null
        );
    }

    private static string NameOf(IConfigurationSection section, TranslationEngineKind kind)
    {
        var name = section["Name"] is { Length: > 0 } set ? set.Trim() : kind.ToString();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
            ? name
            : throw new ConfigurationProblem($"{section.Path}:Name has to be one line of 1 to {LongestName} characters.");
    }

    private static string ProgramOf(IConfigurationSection section)
    {
        var path = section["Address"] is { Length: > 0 } set ? set : Program;
        return Path.IsPathFullyQualified(path)
            ? path
            : throw new ConfigurationProblem($"{section.Path}:Address is '{path}', but has to be the full path of the program, such as {Program}.");
    }

    /// <summary>The message does not repeat the address, because a user name or a key may be in it.</summary>
    private static string AddressOf(IConfigurationSection section) =>
        Uri.TryCreate(section["Address"], UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && (address.UserInfo + address.Query + address.Fragment).Length == 0
            ? $"{address.AbsoluteUri.TrimEnd('/')}/"
            : throw new ConfigurationProblem(
                $"{section.Path}:Address has to be the address of the server without user name and query, such as https://translate.example."
            );

    /// <summary>The message does not repeat the key. A chat model gets it in a header, which takes only visible ASCII characters.</summary>
    private static string? KeyOf(IConfigurationSection section, TranslationEngineKind kind)
    {
        var key = section["ApiKey"] is { Length: > 0 } set ? set : null;
        if (key is null && IsDeferred(kind))
            throw new ConfigurationProblem($"{section.Path}:ApiKey is missing: set the password of the application for eTranslation.");
        if (key is not null && kind == TranslationEngineKind.ChatModel && !key.All(letter => letter is > ' ' and <= '~'))
            throw new ConfigurationProblem($"{section.Path}:ApiKey has to consist of ASCII letters, digits and signs without spaces.");
        return key is null || kind is TranslationEngineKind.LibreTranslate or TranslationEngineKind.ChatModel || IsDeferred(kind)
            ? key
            : throw new ConfigurationProblem($"{section.Path}:ApiKey is set, but an engine of the kind {kind} has no key: remove the setting.");
    }

    private static bool IsDeferred(TranslationEngineKind kind) => kind is TranslationEngineKind.ETranslation or TranslationEngineKind.ETranslation1;

    private static DeferredEngineSettings DeferredOf(IConfigurationSection section, IConfiguration configuration)
    {
        if (section["Application"] is not { Length: > 0 } application)
            throw new ConfigurationProblem($"{section.Path}:Application is missing: set the name under which the platform is registered at eTranslation.");
        var answers = configuration[PublicAddress];
        if (
            new Uri(AddressOf(section)) is { IsLoopback: false } // A server on the same machine reaches any address.
            && (!Uri.TryCreate(answers, UriKind.Absolute, out var address) || address.IsLoopback)
        )
            throw new ConfigurationProblem($"{PublicAddress} is '{answers}', but eTranslation sends its answers there: set an address that it reaches.");
        var domain = section["Domain"] is { Length: > 0 } set ? set : "GEN";
        return new DeferredEngineSettings(
            application,
            domain,
            TimeSpan.FromMinutes(Number(section, "AnswerMinutes", DefaultAnswerMinutes, 1_440)),
            Flag(section, nameof(DeferredEngineSettings.Documents))
        );
    }

    private static bool Flag(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } text)
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw new ConfigurationProblem($"{section.Path}:{name} is '{text}', but can only be true or false.");
    }

    private static int Number(IConfigurationSection section, string name, int standard, int most)
    {
        if (section[name] is not { Length: > 0 } text)
            return standard;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ConfigurationProblem($"{section.Path}:{name} is '{text}', but can only be a number from 1 to {most}.");
    }
}
