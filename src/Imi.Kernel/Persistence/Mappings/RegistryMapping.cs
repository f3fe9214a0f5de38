using Imi.Kernel.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class CountryMapping : IEntityTypeConfiguration<Country>
{
    public void Configure(EntityTypeBuilder<Country> builder)
    {
        builder.HasKey(country => country.Code);
        builder.Property(country => country.Code).HasMaxLength(MappedLengths.Country);
    }
}

internal sealed class AuthorityMapping : IEntityTypeConfiguration<Authority>
{
    public void Configure(EntityTypeBuilder<Authority> builder)
    {
        builder.Property(authority => authority.Id).ValueGeneratedNever();
        builder.Property(authority => authority.Code).HasMaxLength(MappedLengths.Name);
        builder.Property(authority => authority.Country).HasMaxLength(MappedLengths.Country);
        builder.Property(authority => authority.InformalTitle).HasMaxLength(MappedLengths.Title);
        builder.Property(authority => authority.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
        builder.Property(authority => authority.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(authority => authority.Address).HasMaxLength(MappedLengths.Title);
        builder.Property(authority => authority.NationalIdentifier).HasMaxLength(MappedLengths.Name);
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

internal sealed class AuthorityNameMapping : IEntityTypeConfiguration<AuthorityName>
{
    public void Configure(EntityTypeBuilder<AuthorityName> builder)
    {
        builder.HasKey(name => new { name.AuthorityId, name.Language });
        builder.Property(name => name.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(name => name.Name).HasMaxLength(MappedLengths.Title);
        builder.Property(name => name.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
        builder.HasIndex(name => name.SearchText);
    }
}

internal sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> builder)
    {
        builder.HasKey(mandate => new { mandate.AuthorityId, mandate.Module, mandate.Procedure, mandate.Capacity });
        builder.Property(mandate => mandate.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(mandate => mandate.Procedure).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(mandate => new { mandate.Module, mandate.Procedure, mandate.Capacity });
        builder.HasIndex(mandate => mandate.CoordinatorId);
        builder.HasOne<Authority>().WithMany().HasForeignKey(mandate => mandate.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
        builder.Ignore(mandate => mandate.Coordinators);
        builder.HasMany(mandate => mandate.Further).WithOne().HasForeignKey(one => new { one.AuthorityId, one.Module, one.Procedure, one.Capacity }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(mandate => mandate.Further).AutoInclude();
    }
}

internal sealed class LinkedCoordinatorMapping : IEntityTypeConfiguration<LinkedCoordinator>
{
    public void Configure(EntityTypeBuilder<LinkedCoordinator> builder)
    {
        builder.HasKey(one => new { one.AuthorityId, one.Module, one.Procedure, one.Capacity, one.CoordinatorId });
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(one => one.Procedure).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(one => one.CoordinatorId);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class RegistryEventMapping : IEntityTypeConfiguration<RegistryEvent>
{
    public void Configure(EntityTypeBuilder<RegistryEvent> builder)
    {
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Subject).HasMaxLength(MappedLengths.FieldPath);
        builder.Property(one => one.Before).HasMaxLength(MappedLengths.Title);
        builder.Property(one => one.After).HasMaxLength(MappedLengths.Title);
        builder.HasIndex(one => new { one.AuthorityId, one.Id });
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class RegionMapping : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.HasKey(region => region.Code);
        builder.Property(region => region.Code).HasMaxLength(MappedLengths.Country);
        builder.Property(region => region.Country).HasMaxLength(MappedLengths.Country);
        builder.HasOne<Country>().WithMany().HasForeignKey(region => region.Country).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(region => region.Names).WithOne().HasForeignKey(name => name.Region).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RegionNameMapping : IEntityTypeConfiguration<RegionName>
{
    public void Configure(EntityTypeBuilder<RegionName> builder)
    {
        builder.HasKey(name => new { name.Region, name.Language });
        builder.Property(name => name.Region).HasMaxLength(MappedLengths.Country);
        builder.Property(name => name.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(name => name.SearchText).HasMaxLength(MappedLengths.FoldedTitle);
    }
}

internal sealed class ModuleSetupMapping : IEntityTypeConfiguration<ModuleSetup>
{
    public void Configure(EntityTypeBuilder<ModuleSetup> builder)
    {
        builder.HasKey(setup => new { setup.AuthorityId, setup.Module });
        builder.Property(setup => setup.Module).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(setup => new { setup.Module, setup.IsCentral });
        builder.HasIndex(setup => setup.ActedForById);
        builder.HasOne<Authority>().WithMany().HasForeignKey(setup => setup.ActedForById).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class CompetenceMapping : IEntityTypeConfiguration<Competence>
{
    public void Configure(EntityTypeBuilder<Competence> builder)
    {
        builder.HasKey(competence => new { competence.AuthorityId, competence.Module, competence.Keyword });
        builder.Property(competence => competence.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(competence => competence.Keyword).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(competence => new { competence.Module, competence.Keyword });
    }
}

internal sealed class ReplyTimeMapping : IEntityTypeConfiguration<ReplyTime>
{
    public void Configure(EntityTypeBuilder<ReplyTime> builder)
    {
        builder.HasKey(one => new { one.AuthorityId, one.Module });
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.AuthorityId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Country).HasMaxLength(MappedLengths.Country);
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(one => one.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(one => one.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(one => one.Written).HasMaxLength(MappedLengths.Unlimited);
        builder.Property(one => one.Question).HasMaxLength(MappedLengths.Unlimited);
        builder.HasIndex(one => new { one.CoordinatorId, one.InvitedAt });
        builder.Ignore(one => one.Step);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Region).HasMaxLength(MappedLengths.Country);
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Region>().WithMany().HasForeignKey(one => one.Region).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class RegistryImportMapping : IEntityTypeConfiguration<RegistryImport>
{
    public void Configure(EntityTypeBuilder<RegistryImport> builder)
    {
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Ignore(one => one.Report);
        builder.HasIndex(one => one.CreatedAt);
    }
}
