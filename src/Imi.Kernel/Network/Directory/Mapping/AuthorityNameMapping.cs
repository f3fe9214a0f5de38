using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class AuthorityNameMapping : IEntityTypeConfiguration<AuthorityName>
{
    public void Configure(EntityTypeBuilder<AuthorityName> builder)
    {
        builder.ToTable("AuthorityNames");
        builder.HasKey(name => new { name.AuthorityId, name.Language });
        builder.Property(name => name.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(name => name.Name).HasMaxLength(MappedLengths.Title);
        builder.Property(name => name.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
        builder.HasIndex(name => name.SearchText);
    }
}
