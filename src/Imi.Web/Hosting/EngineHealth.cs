namespace Imi.Web.Hosting;

/// <summary>The health of a translation engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pairs">How many pairs of languages it offers now; 0 if it does not answer.</param>
/// <param name="Submitted">How many submissions it took and has not answered; always 0 for an engine that answers at once.</param>
internal sealed record EngineHealth(string Name, int Pairs, int Submitted);
