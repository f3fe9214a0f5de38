using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>
/// When entries are merged, the entry that stays keeps its own scope of coordination. The merge itself takes over what hangs on the
/// entry: names, mandates, set-ups, competences.
/// </summary>
internal sealed class MandateErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } =
    [typeof(Authority), typeof(AuthorityName), typeof(Mandate), typeof(LinkedCoordinator), typeof(ModuleSetup), typeof(Competence), typeof(Delegation)];

    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        exchanges is not null ? Task.CompletedTask : database.Set<Delegation>().Where(one => one.CoordinatorId == from).ExecuteDeleteAsync(cancellationToken);
}
