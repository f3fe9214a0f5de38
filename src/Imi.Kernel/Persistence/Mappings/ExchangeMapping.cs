using System.Text.Json;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class ExchangeMapping : IEntityTypeConfiguration<Exchange>
{
    public void Configure(EntityTypeBuilder<Exchange> builder)
    {
        builder.Property(exchange => exchange.Id).ValueGeneratedNever();
        builder.Property(exchange => exchange.Number).HasMaxLength(MappedLengths.Name);
        builder.Property(exchange => exchange.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(exchange => exchange.Procedure).HasMaxLength(MappedLengths.Name);
        builder.Property(exchange => exchange.DefinitionVersion).HasMaxLength(MappedLengths.Hash);
        builder.Property(exchange => exchange.State).HasMaxLength(MappedLengths.Name);
        builder.Property(exchange => exchange.SenderCountry).HasMaxLength(MappedLengths.Country);
        builder.Property(exchange => exchange.RecipientCountry).HasMaxLength(MappedLengths.Country);
        builder.Property(exchange => exchange.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(exchange => exchange.Revision).IsConcurrencyToken();
        AsJson(builder.Property(exchange => exchange.Tasks));
        AsJson(builder.Property(exchange => exchange.Turns));
        builder.HasIndex(exchange => exchange.Number).IsUnique();

        // Retention and reminders: what was closed, what is due, each a range of days.
        builder.HasIndex(exchange => new { exchange.Phase, exchange.HideOn });
        builder.HasIndex(exchange => new { exchange.Phase, exchange.DeleteOn });
        builder.HasIndex(exchange => exchange.WarnOn);
        builder.HasIndex(exchange => new { exchange.Phase, exchange.DueOn });
        builder.HasIndex(exchange => exchange.PlatformActsFrom);
        builder.HasIndex(exchange => new { exchange.Module, exchange.Procedure, exchange.SentAt });

        // How soon authorities usually answer: the answers of the last months.
        builder.HasIndex(exchange => exchange.AnsweredAt);
        builder.HasOne<Authority>().WithMany().HasForeignKey(exchange => exchange.SenderId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Authority>().WithMany().HasForeignKey(exchange => exchange.RecipientId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(exchange => exchange.ParentId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(exchange => exchange.Participations).WithOne().HasForeignKey(part => part.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>A few records in one text: they are read and written with the exchange, and no query looks into them.</summary>
    private static void AsJson<T>(PropertyBuilder<IReadOnlyList<T>> property) => property
        .HasMaxLength(MappedLengths.Unlimited)
        .HasConversion(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyList<T>>(
                (one, other) => one!.SequenceEqual(other!),
                list => list.Count,
                list => list.ToList()));
}

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.HasKey(part => new { part.ExchangeId, part.AuthorityId, part.Capacity });
        builder.Property(part => part.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(part => part.Task).HasMaxLength(MappedLengths.Name);

        // One index range for each list of an inbox: filter, then order, then the key that makes the order total. The module at
        // the end lets lists be narrowed and counted without a look at the rows.
        builder.HasIndex(part => new { part.AuthorityId, part.View, part.SortDue, part.ExchangeId, part.Module });
        builder.HasIndex(part => new { part.AuthorityId, part.View, part.UpdatedAt, part.ExchangeId, part.Module });
        builder.HasIndex(part => new { part.AuthorityId, part.SortDue, part.ExchangeId, part.View, part.Module });
        builder.HasIndex(part => new { part.AuthorityId, part.UpdatedAt, part.ExchangeId, part.View, part.Module });
        builder.HasIndex(part => new { part.AuthorityId, part.AttentionFrom, part.ExchangeId, part.Module });
        builder.HasOne<Authority>().WithMany().HasForeignKey(part => part.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class ContentDocumentMapping : IEntityTypeConfiguration<ContentDocument>
{
    public void Configure(EntityTypeBuilder<ContentDocument> builder)
    {
        builder.Property(content => content.Id).ValueGeneratedNever();
        builder.Property(content => content.Form).HasMaxLength(MappedLengths.Name);
        builder.Property(content => content.Language).HasMaxLength(MappedLengths.Language);
        builder.HasIndex(content => new { content.ExchangeId, content.Id });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(content => content.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Ignore(entry => entry.Action);
        builder.Property(entry => entry.What).HasColumnName(nameof(TimelineEntry.Action)).HasMaxLength(MappedLengths.Name);
        builder.Property(entry => entry.FromState).HasMaxLength(MappedLengths.Name);
        builder.Property(entry => entry.ToState).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(entry => new { entry.ExchangeId, entry.Id });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(entry => entry.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
