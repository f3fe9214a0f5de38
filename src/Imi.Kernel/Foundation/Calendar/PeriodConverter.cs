using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imi.Kernel.Foundation.Calendar;

/// <summary>Stores a period as it is written in definitions; no period at all as an empty text.</summary>
internal sealed class PeriodConverter : JsonConverter<Period>
{
    /// <inheritdoc/>
    public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Period.TryParse(reader.GetString(), out var period) ? period : default;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == default ? "" : value.ToString());
}
