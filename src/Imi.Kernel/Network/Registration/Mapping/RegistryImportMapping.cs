using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Registration.Mapping;

internal sealed class RegistryImportMapping : IEntityTypeConfiguration<RegistryImport>
{
    public void Configure(EntityTypeBuilder<RegistryImport> builder)
    {
        builder.ToTable("RegistryImports");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Ignore(one => one.Report);
        builder.HasIndex(one => one.CreatedAt);
    }
}
