using Imi.Kernel.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
    {
        builder.HasKey(definition => definition.Version);
        builder.Property(definition => definition.Version).HasMaxLength(MappedLengths.Hash);
        builder.Property(definition => definition.Module).HasMaxLength(MappedLengths.Name);
    }
}
