using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Definitions.Modules.Mapping;

internal sealed class ModuleUploadMapping : IEntityTypeConfiguration<ModuleUpload>
{
    public void Configure(EntityTypeBuilder<ModuleUpload> builder)
    {
        builder.ToTable("ModuleUploads");
        builder.Property(upload => upload.Id).ValueGeneratedNever();
        builder.Property(upload => upload.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(upload => upload.Version).HasMaxLength(MappedLengths.Hash);
        builder.Property(upload => upload.PilotBasis).HasMaxLength(MappedLengths.Title);
        builder.HasIndex(upload => upload.State);
    }
}
