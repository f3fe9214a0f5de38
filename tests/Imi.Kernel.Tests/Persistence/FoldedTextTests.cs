using AnyAscii;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory.Search;
using Imi.SeedData;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public class FoldedTextTests
{
    [Theory]
    [InlineData("Υπουργείο Ανάπτυξης", "ypourgeio anaptyxis")]
    [InlineData("Υπηρεσία Προστασίας Καταναλωτή", "ypiresia prostasias katanaloti")]
    [InlineData("Αρχή Ευρυζωνικών Συγχρηματοδοτήσεων", "archi evryzonikon synchrimatodotiseon")]
    [InlineData("Υπουργείο Τοπικής Αυτοδιοίκησης", "topikis aftodioikisis")]
    [InlineData("Γραφείο Προϋπολογισμού", "grafeio proypologismou")]
    [InlineData("Комисия за защита на потребителите", "komisia za zashtita na potrebitelite")]
    [InlineData("Районен съд Търговище", "rayonen sad targovishte")]
    public void A_name_in_another_script_is_found_by_its_official_transliteration(string name, string typed) => Assert.True(Finds(name, typed));

    [Theory]
    [InlineData("Υπουργείο Τοπικής Αυτοδιοίκησης", "upourgio topikis autodiikisis")]
    [InlineData("Επιθεώρηση Εργασίας", "epitheorisi ergasias")]
    [InlineData("Συμβούλιο Ενέργειας", "simvoulio energias")]
    [InlineData("Αρχή Αγγειοπλαστικής", "arhi aggioplastikis")]
    [InlineData("Κέντρο Ναυτιλίας", "kedro naftilias")]
    [InlineData("Районен съд", "rajonen sud")]
    [InlineData("Районен съд", "raionen sad")]
    [InlineData("Център за защита", "centar za zaschita")]
    [InlineData("Министерство на културата", "ministerstvo na kulturata")]
    [InlineData("Агенция за ядрено регулиране", "agencija za jadreno regulirane")]
    [InlineData("Ħal Għaxaq", "hal ghaxaq")]
    [InlineData("Dyrekcja w Łodzi", "lodzi")]
    [InlineData("Straße der Behörden Köln", "strasse der behoerden koln")]
    [InlineData("Miljøstyrelsen Århus", "miljoestyrelsen aarhus")]
    [InlineData("Direction de l’énergie – Île‑de‑France", "l'energie ile-de-france")]
    [InlineData("Þjóðskrá", "thjodskra")]
    [InlineData("Direction générale de la concurrence, de la consommation et de la répression des fraudes", "DGCCRF")]
    public void A_name_is_found_by_its_usual_spellings(string name, string typed) => Assert.True(Finds(name, typed), FoldedText.ForSearch(name, 800));

    [Fact]
    public void A_long_name_keeps_its_own_letters() =>
        Assert.StartsWith(new string('α', 700), FoldedText.ForSearch(new string('α', 700), 800), StringComparison.Ordinal);

    [Theory]
    [InlineData("consommation", "consomation", 1)]
    [InlineData("ministerstvo", "minsiterstvo", 1)]
    [InlineData("wettbewerb", "wetbewrb", 2)]
    public void Typing_errors_are_counted(string name, string typed, int errors) => Assert.Equal(errors, NameFits.Distance(typed, name, 2));

    [Fact]
    public void Every_authority_is_found_by_its_name_in_ASCII()
    {
        IReadOnlyList<(string, IReadOnlyList<string>, IReadOnlyList<string>)> countries =
        [
            .. ((string[])["DE", "FR", "ES", "PL", "SE", "RO", "SK", "CZ", "EL", "CY", "BG", "PT"]).Select(country =>
                (country, (IReadOnlyList<string>)["en"], (IReadOnlyList<string>)[])
            ),
        ];
        var lost = ScaleNetwork
            .Entries(2_000, countries)
            .SelectMany(entry => entry.Names.Values)
            .Where(name => !Finds(name, Typed(name)))
            .Select(name => $"{name}: {Typed(name)}");
        Assert.Empty(lost.Take(10));
    }

    /// <summary>Transliterates a name to ASCII letter by letter, Greek as in short messages.</summary>
    private static string Typed(string name)
    {
        const string greek = "αβγδεζηικλμνοπρστυφως";
        const string plain = "avgdeziiklmnoprstyfos";
        var letters = FoldedText
            .Of(name.Replace('ё', 'е'))
            .Replace("ου", "ou", StringComparison.Ordinal)
            .Replace("αυ", "au", StringComparison.Ordinal)
            .Replace("ευ", "eu", StringComparison.Ordinal)
            .Replace("θ", "th", StringComparison.Ordinal)
            .Replace("χ", "x", StringComparison.Ordinal)
            .Replace("ξ", "ks", StringComparison.Ordinal)
            .Replace("ψ", "ps", StringComparison.Ordinal);
        return string.Concat(letters.Select(letter => greek.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? plain[at] : letter)).Transliterate();
    }

    private static bool Finds(string name, string typed)
    {
        var text = FoldedText.ForSearch(name, 800);
        return FoldedText.WordsOf(typed).All(word => text.Contains(word.Word, StringComparison.Ordinal) || text.Contains(word.Sound, StringComparison.Ordinal));
    }
}
