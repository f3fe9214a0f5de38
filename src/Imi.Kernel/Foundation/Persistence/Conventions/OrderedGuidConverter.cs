using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>
/// Stores ids on SQL Server as 16 bytes, most significant first, so that UUIDv7 sorts by time. <c>uniqueidentifier</c> is compared from its
/// last bytes: timelines would be out of order and inserts would split pages.
/// </summary>
internal sealed class OrderedGuidConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
