using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Retention.Mapping;

internal sealed class ErasureFaultMapping : IEntityTypeConfiguration<ErasureFault>
{
    public void Configure(EntityTypeBuilder<ErasureFault> builder)
    {
        builder.ToTable("ErasureFaults");
        // No foreign key: the identifier is that of an exchange or of a former user.
        builder.HasKey(fault => fault.ConcernedId);
        builder.Property(fault => fault.ConcernedId).ValueGeneratedNever();
    }
}
