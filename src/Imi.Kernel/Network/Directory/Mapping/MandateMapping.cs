using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> builder)
    {
        builder.ToTable("Mandates");
        builder.HasKey(mandate => new
        {
            mandate.AuthorityId,
            mandate.Module,
            mandate.Procedure,
            mandate.Capacity,
        });
        builder.Property(mandate => mandate.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(mandate => mandate.Procedure).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(mandate => new
        {
            mandate.Module,
            mandate.Procedure,
            mandate.Capacity,
        });
        builder.HasIndex(mandate => mandate.CoordinatorId);
        builder.HasOne<Authority>().WithMany().HasForeignKey(mandate => mandate.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
        builder.Ignore(mandate => mandate.Coordinators);
        builder
            .HasMany(mandate => mandate.Further)
            .WithOne()
            .HasForeignKey(one => new
            {
                one.AuthorityId,
                one.Module,
                one.Procedure,
                one.Capacity,
            })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(mandate => mandate.Further).AutoInclude();
    }
}
