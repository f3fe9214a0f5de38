using Imi.Kernel.Definitions.Forms;
using Imi.Web.SignIn;

namespace Imi.Web.Pages.Shared;

/// <summary>A form that a passkey answers. Hidden where the browser has no scripts or no passkeys.</summary>
/// <param name="Action">Where it goes.</param>
/// <param name="Text">The key of its button's text.</param>
/// <param name="Asked">What it asks.</param>
internal sealed record PasskeyForm(string Action, string Text, PasskeyChallenge Asked)
{
    /// <summary>Whether it makes a passkey, with a name, instead of using one.</summary>
    public bool MakesOne { get; init; }

    /// <summary>What else goes along.</summary>
    public IReadOnlyList<(string Name, string? Value)> Hidden { get; init; } = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
