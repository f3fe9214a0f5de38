using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.History.Mapping;

internal sealed class RegistryEventMapping : IEntityTypeConfiguration<RegistryEvent>
{
    public void Configure(EntityTypeBuilder<RegistryEvent> builder)
    {
        builder.ToTable("RegistryEvents");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Subject).HasMaxLength(MappedLengths.FieldPath);
        builder.Property(one => one.Before).HasMaxLength(MappedLengths.Title);
        builder.Property(one => one.After).HasMaxLength(MappedLengths.Title);
        builder.HasIndex(one => new { one.AuthorityId, one.Id });
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}
