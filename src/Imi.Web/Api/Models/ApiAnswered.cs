namespace Imi.Web.Api.Models;

/// <summary>How many of the recipients that are asked have answered what the state waits for.</summary>
public sealed record ApiAnswered(int Count, int All);
