using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class CompetenceMapping : IEntityTypeConfiguration<Competence>
{
    public void Configure(EntityTypeBuilder<Competence> builder)
    {
        builder.ToTable("Competences");
        builder.HasKey(competence => new
        {
            competence.AuthorityId,
            competence.Module,
            competence.Keyword,
        });
        builder.Property(competence => competence.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(competence => competence.Keyword).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(competence => new { competence.Module, competence.Keyword });
    }
}
