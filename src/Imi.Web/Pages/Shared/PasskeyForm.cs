using Imi.Kernel.Definitions.Forms;
using Imi.Web.SignIn;

namespace Imi.Web.Pages.Shared;

/// <summary>A form that uses or registers a passkey. It stays hidden in browsers without JavaScript or passkeys.</summary>
/// <param name="Action">The address to which the form is posted.</param>
/// <param name="Text">The key of the button's text.</param>
/// <param name="Asked">The WebAuthn challenge.</param>
internal sealed record PasskeyForm(string Action, string Text, PasskeyChallenge Asked)
{
    /// <summary>Whether the form registers a passkey with a name instead of using one.</summary>
    public bool MakesOne { get; init; }

    /// <summary>Further hidden fields.</summary>
    public IReadOnlyList<(string Name, string? Value)> Hidden { get; init; } = [];

    /// <summary>The errors of the form.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
