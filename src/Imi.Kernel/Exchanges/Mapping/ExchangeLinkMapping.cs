using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class ExchangeLinkMapping : IEntityTypeConfiguration<ExchangeLink>
{
    public void Configure(EntityTypeBuilder<ExchangeLink> builder)
    {
        builder.ToTable("ExchangeLinks");
        builder.HasKey(link => new
        {
            link.FromId,
            link.ToId,
            link.Kind,
        });

        // SQL Server allows only one cascade path between two tables, so links to a draft are removed before the draft.
        builder.HasOne<Exchange>().WithMany().HasForeignKey(link => link.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(link => link.ToId).OnDelete(DeleteBehavior.NoAction);
    }
}
