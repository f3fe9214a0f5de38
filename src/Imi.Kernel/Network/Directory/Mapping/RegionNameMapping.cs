using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class RegionNameMapping : IEntityTypeConfiguration<RegionName>
{
    public void Configure(EntityTypeBuilder<RegionName> builder)
    {
        builder.ToTable("RegionNames");
        builder.HasKey(name => new { name.Region, name.Language });
        builder.Property(name => name.Region).HasMaxLength(MappedLengths.Country);
        builder.Property(name => name.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(name => name.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
    }
}
