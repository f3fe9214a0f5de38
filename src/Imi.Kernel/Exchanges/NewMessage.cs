using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>What an officer typed as a message.</summary>
public sealed record NewMessage(string Text, string Language);
