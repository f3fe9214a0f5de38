using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class StatisticAnswerMapping : IEntityTypeConfiguration<StatisticAnswer>
{
    public void Configure(EntityTypeBuilder<StatisticAnswer> builder)
    {
        builder.ToTable("StatisticAnswers");
        builder.HasKey(answer => answer.Id);
        builder.Property(answer => answer.Form).HasMaxLength(MappedLengths.Name);
        builder.Property(answer => answer.Field).HasMaxLength(MappedLengths.FieldPath);
        builder.Property(answer => answer.Country).HasMaxLength(MappedLengths.Country);
        builder.HasIndex(answer => new
        {
            answer.Form,
            answer.Field,
            answer.Value,
        });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(answer => answer.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
