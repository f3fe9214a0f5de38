using Imi.Connectors.Translation;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Tests.Translation;

/// <summary>The detector finds the language of what officers write, or says nothing.</summary>
public sealed class LinguaDetectorTests
{
    private readonly LinguaDetector _detector = new();

    [Theory]
    [InlineData("es", "El operador no entrega los pedidos que los consumidores han pagado por adelantado y anuncia en su sitio web descuentos que no existen.")]
    [InlineData(
        "el",
        "Διατάξαμε την παύση της πρακτικής και την επιστροφή των χρημάτων. Η επιχείρηση δεσμεύθηκε να συμμορφωθεί μέσα σε τριάντα ημέρες από σήμερα."
    )]
    [InlineData("bg", "Търговецът не доставя стоките, които потребителите са платили предварително, и рекламира на своя уебсайт несъществуващи отстъпки.")]
    [InlineData("mt", "Il-kummerċjant ma jikkunsinnax l-oġġetti u jirreklama skontijiet li ma jeżistux, għalhekk nitolbu l-għajnuna.")]
    [InlineData(
        "nb",
        "Selskapet leverer ikke varene som forbrukerne har betalt for på forhånd, og reklamerer på nettstedet sitt med rabatter som ikke finnes."
    )]
    public void Sentences_are_recognised(string language, string text) => Assert.Equal(language, _detector.Detect(text));

    [Theory]
    [InlineData("OK")]
    [InlineData("Aurora Digital Trading Ltd")]
    [InlineData("https://aurora-deals.example")]
    [InlineData("")]
    public void Short_texts_and_names_are_left_alone(string text) => Assert.Null(_detector.Detect(text));

    [Fact]
    public void No_text_of_the_demonstration_network_is_taken_for_another_language()
    {
        var found = Demonstration().Select(written => (written.Language, written.Text, Found: _detector.Detect(written.Text))).ToList();
        Assert.DoesNotContain(found, text => text.Found is not null && text.Found != text.Language);
        var certain = found.Count(text => text.Found is not null);
        Assert.True(found.Count > 50 && certain > found.Count * 3 / 4, $"{certain} of {found.Count} texts were recognised.");
    }

    /// <summary>The long answers of the exchanges of the demonstration network, with their languages.</summary>
    private static IEnumerable<(string Language, string Text)> Demonstration()
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(Path.Combine(PlatformProcess.Folder("seed-data"), "data", "exchanges.yaml"));
        yaml.Load(file);
        return from exchange in ((YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode).Children["exchanges"]).Cast<YamlMappingNode>()
            where exchange.Children.ContainsKey("language")
            from answer in ((YamlMappingNode)exchange.Children["answers"]).Children
            let text = (answer.Value as YamlScalarNode)?.Value ?? ""
            where text.Length > 150
            select (exchange.Children["language"].ToString(), text);
    }
}
