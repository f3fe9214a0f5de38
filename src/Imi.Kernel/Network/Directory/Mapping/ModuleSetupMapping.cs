using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class ModuleSetupMapping : IEntityTypeConfiguration<ModuleSetup>
{
    public void Configure(EntityTypeBuilder<ModuleSetup> builder)
    {
        builder.ToTable("ModuleSetups");
        builder.HasKey(setup => new { setup.AuthorityId, setup.Module });
        builder.Property(setup => setup.Module).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(setup => new { setup.Module, setup.IsCentral });
        builder.HasIndex(setup => setup.ActedForById);
        builder.HasOne<Authority>().WithMany().HasForeignKey(setup => setup.ActedForById).OnDelete(DeleteBehavior.NoAction);
    }
}
