using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;

namespace Imi.Web.Api.Models;

/// <summary>Who may take an action.</summary>
public sealed record ApiActor(Party Party, ExchangeRole Role);
