namespace Imi.Kernel.Foundation.Outbox;

/// <summary>An e-mail.</summary>
/// <param name="Name">The recipient's name.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text, plain.</param>
/// <param name="Language">The language of both, by BCP 47.</param>
/// <param name="Reference">The same each time that the same mail is sent, so that a repetition can be recognised by its Message-ID.</param>
public sealed record Mail(string Name, string Address, string Subject, string Text, string Language, string Reference);
