using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The input for a message. <paramref name="Language"/> is by BCP 47.</summary>
public sealed record NewMessage(string Text, string Language);
