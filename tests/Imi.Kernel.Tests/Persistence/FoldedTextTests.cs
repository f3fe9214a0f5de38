using Imi.Kernel.Persistence;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public class FoldedTextTests
{
    [Theory]
    [InlineData("Υπουργείο Ανάπτυξης", "ypourgeio anaptyxis")]
    [InlineData("Υπηρεσία Προστασίας Καταναλωτή", "ypiresia prostasias katanaloti")]
    [InlineData("Αρχή Ευρυζωνικών Συγχρηματοδοτήσεων", "archi evryzonikon synchrimatodotiseon")]
    [InlineData("Комисия за защита на потребителите", "komisia za zashtita na potrebitelite")]
    public void A_name_in_another_script_is_found_by_its_Latin_letters(string name, string expected) =>
        Assert.Equal($"{FoldedText.Of(name)} {expected}", FoldedText.WithLatin(name, 800));

    [Theory]
    [InlineData("Agencia Española de Protección de Datos", "agencia espanola de proteccion de datos")]
    [InlineData("Úřad pro ochranu osobních údajů", "urad pro ochranu osobnich udaju")]
    public void A_name_in_Latin_script_stays_one(string name, string expected) => Assert.Equal(expected, FoldedText.WithLatin(name, 800));

    [Fact]
    public void A_long_name_keeps_its_own_letters() => Assert.StartsWith(new string('α', 700), FoldedText.WithLatin(new string('α', 700), 800), StringComparison.Ordinal);
}
