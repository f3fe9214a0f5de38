using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class RegionMapping : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("Regions");
        builder.HasKey(region => region.Code);
        builder.Property(region => region.Code).HasMaxLength(MappedLengths.Country);
        builder.Property(region => region.Country).HasMaxLength(MappedLengths.Country);
        builder.HasOne<Country>().WithMany().HasForeignKey(region => region.Country).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(region => region.Names).WithOne().HasForeignKey(name => name.Region).OnDelete(DeleteBehavior.Cascade);
    }
}
