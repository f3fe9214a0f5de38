using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Connectors.Translation;

/// <summary>What only a chat model has.</summary>
/// <param name="Model">The name of the model, as its server knows it.</param>
/// <param name="Languages">Its languages, as BCP 47 tags: it translates between all of them.</param>
public sealed record ChatModelSettings(string Model, IReadOnlyList<string> Languages)
{
    /// <summary>Reads the settings of an engine.</summary>
    /// <exception cref="ConfigurationProblem">The model is missing, or a language is not of the network.</exception>
    internal static ChatModelSettings Read(IConfigurationSection section) =>
        section[nameof(Model)] is { Length: > 0 } model
            ? new(model, LanguagesOf(section))
            : throw new ConfigurationProblem($"{section.Path}:{nameof(Model)} is missing: set the name of the model, as the server knows it.");

    private static List<string> LanguagesOf(IConfigurationSection section)
    {
        if (section[nameof(Languages)] is not { Length: > 0 } text)
            return [.. Kernel.Foundation.Texts.Languages.All];
        var languages = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return languages.Count > 1 && languages.TrueForAll(Kernel.Foundation.Texts.Languages.IsKnown)
            ? languages
            : throw new ConfigurationProblem(
                $"{section.Path}:{nameof(Languages)} is '{text}', but has to name two or more languages of the network, such as de;en;fr."
            );
    }
}
