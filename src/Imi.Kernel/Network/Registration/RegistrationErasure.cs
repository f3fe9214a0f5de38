using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Invitations follow the entries of the coordinator and of the authority that registered. Tables that were brought for import go by themselves
/// within a day.
/// </summary>
internal sealed class RegistrationErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(Invitation), typeof(RegistryImport)];

    public async Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken)
    {
        if (exchanges is not null)
            return;
        await database
            .Set<Invitation>()
            .Where(one => one.CoordinatorId == from)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.CoordinatorId, to), cancellationToken);
        await database
            .Set<Invitation>()
            .Where(one => one.AuthorityId == from)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);
    }
}
