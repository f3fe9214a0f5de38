using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imi.Kernel.Foundation.Persistence.Conventions;

/// <summary>
/// SQL Server compares <c>uniqueidentifier</c> from its last bytes, so that UUIDv7 would be in no order there: timelines would
/// be shuffled and every insert would split a page. As 16 bytes, most significant first, they are in the order of time.
/// </summary>
internal sealed class OrderedGuidConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
