using Imi.Kernel.Exchanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Search.Mapping;

internal sealed class SearchTermMapping : IEntityTypeConfiguration<SearchTerm>
{
    public void Configure(EntityTypeBuilder<SearchTerm> builder)
    {
        builder.ToTable("SearchTerms");
        builder.HasKey(term => new { term.Term, term.ExchangeId });
        builder.Property(term => term.Term).HasMaxLength(SearchTerm.TermLength).IsUnicode(false);
        builder.HasIndex(term => term.ExchangeId);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(term => term.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
