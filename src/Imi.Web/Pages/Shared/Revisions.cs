using System.Globalization;

namespace Imi.Web.Pages.Shared;

/// <summary>Reads the revision that a form showed, so that a change that somebody made meanwhile is not overwritten.</summary>
internal static class Revisions
{
    /// <summary>The name of the hidden field.</summary>
    public const string Field = "revision";

    /// <summary>Returns the posted revision; null if the form has none.</summary>
    public static int? Read(IFormCollection form) =>
        int.TryParse(form[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
