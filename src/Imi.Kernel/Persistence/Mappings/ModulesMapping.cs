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

internal sealed class ModuleUploadMapping : IEntityTypeConfiguration<ModuleUpload>
{
    public void Configure(EntityTypeBuilder<ModuleUpload> builder)
    {
        builder.Property(upload => upload.Id).ValueGeneratedNever();
        builder.Property(upload => upload.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(upload => upload.Version).HasMaxLength(MappedLengths.Hash);
        builder.Property(upload => upload.PilotBasis).HasMaxLength(MappedLengths.Title);
        builder.HasIndex(upload => upload.State);
    }
}
