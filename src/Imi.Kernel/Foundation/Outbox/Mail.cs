namespace Imi.Kernel.Foundation.Outbox;

/// <summary>An e-mail.</summary>
/// <param name="Name">The recipient's name.</param>
/// <param name="Address">The recipient's e-mail address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The plain text of the body.</param>
/// <param name="Language">The language of subject and text, as a BCP 47 tag.</param>
/// <param name="Reference">Identifies the mail: it stays the same when the mail is sent again, so that the Message-ID reveals duplicates.</param>
public sealed record Mail(string Name, string Address, string Subject, string Text, string Language, string Reference);
