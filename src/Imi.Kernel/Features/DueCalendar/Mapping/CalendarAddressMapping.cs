using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.DueCalendar.Mapping;

internal sealed class CalendarAddressMapping : IEntityTypeConfiguration<CalendarAddress>
{
    public void Configure(EntityTypeBuilder<CalendarAddress> builder)
    {
        builder.ToTable("CalendarAddresses");
        builder.HasKey(one => one.UserId);
        builder.Property(one => one.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(one => one.Hash).IsUnique();
        builder.HasOne<ImiUser>().WithOne().HasForeignKey<CalendarAddress>(one => one.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
