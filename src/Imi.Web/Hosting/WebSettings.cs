using Imi.Kernel.Persistence;

namespace Imi.Web.Hosting;

/// <summary>Settings of the web host.</summary>
/// <param name="IsDemonstration">Whether the demonstration network is seeded and its people may sign in by a click.</param>
internal sealed record WebSettings(bool IsDemonstration)
{
    /// <summary>The setting that switches the demonstration network on: true in Development, else false.</summary>
    public const string DemonstrationSetting = "Imi:Demonstration";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationProblem">A setting is wrong, or there is no way to sign in.</exception>
    public static WebSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var text = configuration[DemonstrationSetting];
        if (!bool.TryParse(string.IsNullOrWhiteSpace(text) ? environment.IsDevelopment().ToString() : text, out var isDemonstration))
            throw new ConfigurationProblem($"{DemonstrationSetting} is '{text}', but can only be true or false.");
        if (environment.IsProduction())
        {
            throw new ConfigurationProblem(isDemonstration
                ? $"{DemonstrationSetting} is true, but the demonstration network, whose people sign in by a click, never runs in Production: set it to false, or ASPNETCORE_ENVIRONMENT to Development."
                : "No sign-in is configured: this version signs people in through the demonstration network alone, so set ASPNETCORE_ENVIRONMENT to Development to try it.");
        }

        return new WebSettings(isDemonstration);
    }
}
