using System.Text.Json;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class ExchangeMapping : IEntityTypeConfiguration<Exchange>
{
    public void Configure(EntityTypeBuilder<Exchange> builder)
    {
        builder.ToTable("Exchanges");
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
        AsJson(builder.Property(exchange => exchange.Clocks));
        AsJson(builder.Property(exchange => exchange.Turns));
        builder.HasIndex(exchange => exchange.Number).IsUnique();

        // Retention and reminders read ranges of days in a phase.
        builder.HasIndex(exchange => new { exchange.Phase, exchange.HideOn });
        builder.HasIndex(exchange => new { exchange.Phase, exchange.DeleteOn });
        builder.HasIndex(exchange => exchange.WarnOn);
        builder.HasIndex(exchange => new { exchange.Phase, exchange.DueOn });
        builder.HasIndex(exchange => exchange.PlatformActsFrom);
        builder.HasIndex(exchange => exchange.RemindFrom);
        builder.HasIndex(exchange => new
        {
            exchange.Module,
            exchange.Procedure,
            exchange.SentAt,
        });

        // The usual reply time reads the answers of the last months.
        builder.HasIndex(exchange => exchange.AnsweredAt);
        builder.HasOne<Authority>().WithMany().HasForeignKey(exchange => exchange.SenderId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Authority>().WithMany().HasForeignKey(exchange => exchange.RecipientId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(exchange => exchange.ParentId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany<Notice>().WithOne().HasForeignKey(notice => notice.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany<OutboxMail>().WithOne().HasForeignKey(mail => mail.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(exchange => exchange.Participations).WithOne().HasForeignKey(part => part.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>Stores a short list as JSON, because it is read and written with the exchange and no query searches it.</summary>
    private static void AsJson<T>(PropertyBuilder<IReadOnlyList<T>> property) =>
        property
            .HasMaxLength(MappedLengths.Unlimited)
            .HasConversion(
                list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
                text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default)!,
                new ValueComparer<IReadOnlyList<T>>((one, other) => one!.SequenceEqual(other!), list => list.Count, list => list.ToList())
            );
}
