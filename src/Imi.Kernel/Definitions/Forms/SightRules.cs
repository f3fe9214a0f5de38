using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>What each <see cref="Sight"/> shows.</summary>
public static class SightRules
{
    /// <summary>Whether personal data, messages and files are shown.</summary>
    public static bool ShowsContent(this Sight sight) => sight is Sight.Full or Sight.WithoutConfidential;

    /// <summary>Whether the course of the exchange is shown: who has to do what by when, and all that happened.</summary>
    public static bool ShowsCourse(this Sight sight) => sight is not (Sight.None or Sight.Shell or Sight.Informed);

    /// <summary>Whether the answer to a field is shown. Fields of special categories are opened one by one.</summary>
    public static bool Shows(this Sight sight, Field field) =>
        sight switch
        {
            Sight.Full => true,
            Sight.WithoutConfidential => !field.IsConfidential && field.Special is null,
            _ => !field.IsConfidential && !field.IsPersonal,
        };
}
