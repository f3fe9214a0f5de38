using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.SeedData;

/// <summary>The generated authorities among which exchanges are generated.</summary>
/// <param name="Members">The authorities; the officer for measurements works at the first one.</param>
/// <param name="Coordinator">The coordinator of all of them.</param>
/// <param name="Person">The person who writes.</param>
/// <param name="Retention">The retention periods of the module.</param>
internal sealed record Network(IReadOnlyList<Authority> Members, Guid Coordinator, Guid Person, RetentionPeriods Retention)
{
    /// <summary>Chooses a member. As in reality, few have most exchanges; the first one has an average share, so that measurements stay comparable.</summary>
    public Authority Choose(Random random)
    {
        if (Members.Count == 1 || random.Next(Members.Count) == 0)
            return Members[0];
        return Members[1 + (int)((Members.Count - 1) * Math.Pow(random.NextDouble(), 3))];
    }
}
