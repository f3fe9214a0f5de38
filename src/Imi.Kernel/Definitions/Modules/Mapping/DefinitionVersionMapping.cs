using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Definitions.Modules.Mapping;

internal sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
    {
        builder.ToTable("DefinitionVersions");
        builder.HasKey(definition => definition.Version);
        builder.Property(definition => definition.Version).HasMaxLength(MappedLengths.Hash);
        builder.Property(definition => definition.Module).HasMaxLength(MappedLengths.Name);
    }
}
