using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class AuthorityMapping : IEntityTypeConfiguration<Authority>
{
    public void Configure(EntityTypeBuilder<Authority> builder)
    {
        builder.ToTable("Authorities");
        builder.Property(authority => authority.Id).ValueGeneratedNever();
        builder.Property(authority => authority.Code).HasMaxLength(MappedLengths.Name);
        builder.Property(authority => authority.Country).HasMaxLength(MappedLengths.Country);
        builder.Property(authority => authority.InformalTitle).HasMaxLength(MappedLengths.Title);
        builder.Property(authority => authority.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
        builder.Property(authority => authority.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(authority => authority.Address).HasMaxLength(MappedLengths.Title);
        builder.Property(authority => authority.NationalIdentifier).HasMaxLength(MappedLengths.Name);
        builder.Property(authority => authority.Revision).IsConcurrencyToken();
        builder.HasIndex(authority => authority.Code).IsUnique();
        builder.HasIndex(authority => new { authority.Country, authority.NationalIdentifier }).IsUnique();
        builder.HasIndex(authority => new { authority.Country, authority.Code });
        builder.HasOne<Country>().WithMany().HasForeignKey(authority => authority.Country).OnDelete(DeleteBehavior.NoAction);
        builder.Property(authority => authority.Region).HasMaxLength(MappedLengths.Country);
        builder.HasIndex(authority => authority.MergedIntoId);
        builder.HasOne<Authority>().WithMany().HasForeignKey(authority => authority.MergedIntoId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(authority => authority.Region);
        builder.HasOne<Region>().WithMany().HasForeignKey(authority => authority.Region).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(authority => authority.Setups).WithOne().HasForeignKey(setup => setup.AuthorityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(authority => authority.Competences).WithOne().HasForeignKey(competence => competence.AuthorityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(authority => authority.Names).WithOne().HasForeignKey(name => name.AuthorityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(authority => authority.Mandates).WithOne().HasForeignKey(mandate => mandate.AuthorityId).OnDelete(DeleteBehavior.Cascade);
    }
}
