using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class StatisticAnswerMapping : IEntityTypeConfiguration<StatisticAnswer>
{
    public void Configure(EntityTypeBuilder<StatisticAnswer> builder)
    {
        builder.ToTable("StatisticAnswers");
        builder.HasKey(fact => new
        {
            fact.ExchangeId,
            fact.Field,
            fact.Value,
        });
        builder.Property(fact => fact.Field).HasMaxLength(MappedLengths.FieldPath);
        builder.HasIndex(fact => new { fact.Field, fact.Value });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(fact => fact.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
