namespace Imi.Web.Api.Models;

/// <summary>The number of recipients that have answered, out of all recipients that the state waits for.</summary>
public sealed record ApiAnswered(int Count, int All);
