using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;

namespace Imi.Web.Api.Models;

/// <summary>A party and role that may take an action.</summary>
public sealed record ApiActor(Party Party, ExchangeRole Role);
