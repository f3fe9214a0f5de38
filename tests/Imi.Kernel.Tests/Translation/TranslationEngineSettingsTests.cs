using Imi.Connectors.Translation;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Tests.Translation;

/// <summary>A wrong setting of a translation engine stops the start with a sentence that names it and repeats no key.</summary>
public sealed class TranslationEngineSettingsTests
{
    private const string Key = "s3cret-key";

    [Fact]
    public async Task Without_settings_there_is_no_engine()
    {
        await using var engines = Engines.Of();
        Assert.Empty(engines.All);
    }

    [Fact]
    public async Task The_engines_keep_the_order_of_the_settings()
    {
        var settings = Enumerable.Range(0, 12).SelectMany(i => new[] { ($"{i}:Kind", "apertium"), ($"{i}:Name", $"Engine {i}") }).Reverse();
        await using var engines = Engines.Of([.. settings]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"Engine {i}"), engines.All.Select(engine => engine.Name));
    }

    [Fact]
    public void An_engine_has_defaults_for_all_but_its_kind_and_the_address_of_a_server()
    {
        var settings = Engines.Read(
            ("0:Kind", "Apertium"),
            ("1:Kind", "LibreTranslate"),
            ("1:Address", "https://translate.example/api"),
            ("1:ApiKey", Key),
            ("1:IsOfUnion", "true"),
            ("1:TimeoutSeconds", "90")
        );
        Assert.Equal(("Apertium", "/usr/bin/apertium", false), (settings[0].Name, settings[0].Address, settings[0].IsOfUnion));
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20)), (settings[0].Timeout, settings[0].AttemptTimeout));
        Assert.Equal(("LibreTranslate", "https://translate.example/api/", true), (settings[1].Name, settings[1].Address, settings[1].IsOfUnion));
        Assert.Equal((Key, TimeSpan.FromSeconds(90), 5_000), (settings[1].ApiKey, settings[1].Timeout, settings[1].CharacterLimit));
        Assert.DoesNotContain(Key, $"{settings[1]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kind", "Google", "is 'Google', but can only be Apertium, ApertiumServer, LibreTranslate, ETranslation, ETranslation1, ChatModel.")]
    [InlineData("Kind", "1", "is '1', but can only be")]
    [InlineData("Address", "", "has to be the address of the server")]
    [InlineData("Address", "translate.example", "has to be the address of the server")]
    [InlineData("Address", "ftp://translate.example", "has to be the address of the server")]
    [InlineData("Address", $"https://user:{Key}@translate.example", "has to be the address of the server")]
    [InlineData("Address", $"https://translate.example?key={Key}", "has to be the address of the server")]
    [InlineData("Name", "an engine whose name is much longer than a reader would want to read it", "has to be one line of 1 to 64 characters.")]
    [InlineData("Name", "two\nlines", "has to be one line of 1 to 64 characters.")]
    [InlineData("IsOfUnion", "perhaps", "is 'perhaps', but can only be true or false.")]
    [InlineData("TimeoutSeconds", "0", "is '0', but can only be a number from 1 to 600.")]
    [InlineData("AttemptSeconds", "soon", "is 'soon', but can only be a number from 1 to 600.")]
    [InlineData("CharacterLimit", "30000", "is '30000', but can only be a number from 1 to 20000.")]
    public void A_wrong_setting_is_named(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["0:Kind"] = "LibreTranslate",
            ["0:Address"] = "https://translate.example",
            ["0:ApiKey"] = Key,
            [$"0:{name}"] = value,
        };
        var problem = Problem([.. settings.Select(setting => (setting.Key, setting.Value))]);
        Assert.StartsWith($"Imi:Translation:Engines:0:{name} {sentence}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0:Application", "", "Imi:Translation:Engines:0:Application is missing: set the name under which the platform is registered at eTranslation.")]
    [InlineData("0:ApiKey", "", "Imi:Translation:Engines:0:ApiKey is missing: set the password of the application for eTranslation.")]
    [InlineData("0:AnswerMinutes", "0", "Imi:Translation:Engines:0:AnswerMinutes is '0', but can only be a number from 1 to 1440.")]
    [InlineData(
        "0:Address",
        "https://etranslation.example",
        "Imi:PublicAddress is '', but eTranslation sends its answers there: set an address that it reaches."
    )]
    public void ETranslation_needs_an_application_and_an_address_for_answers(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["0:Kind"] = "ETranslation",
            ["0:Address"] = "http://127.0.0.1:9",
            ["0:Application"] = "Imi",
            ["0:ApiKey"] = Key,
            [name] = value,
        };
        Assert.Equal(sentence, Problem([.. settings.Select(setting => (setting.Key, setting.Value))]));
    }

    [Fact]
    public void Two_engines_cannot_have_the_same_name() =>
        Assert.Equal(
            "Imi:Translation:Engines:1:Name is 'APERTIUM', but another engine has this name: set a different one.",
            Problem(("0:Kind", "Apertium"), ("1:Kind", "Apertium"), ("1:Name", "APERTIUM"))
        );

    [Fact]
    public void Apertium_has_no_key_and_its_program_a_full_path()
    {
        var key = Problem(("0:Kind", "Apertium"), ("0:ApiKey", Key));
        Assert.StartsWith("Imi:Translation:Engines:0:ApiKey is set, but an engine of the kind Apertium has no key", key, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, key, StringComparison.Ordinal);
        Assert.StartsWith(
            "Imi:Translation:Engines:0:Address is 'apertium'",
            Problem(("0:Kind", "Apertium"), ("0:Address", "apertium")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_engine_outside_a_list_is_named() =>
        Assert.StartsWith("Imi:Translation:Engines:first is not an engine of a list", Problem(("first:Kind", "Apertium")), StringComparison.Ordinal);

    [Fact]
    public void A_chat_model_translates_between_all_languages_of_the_network_unless_the_settings_name_some()
    {
        var settings = Engines.Read(
            ("0:Kind", "ChatModel"),
            ("0:Address", "http://localhost:8000/v1"),
            ("0:Model", "our-model"),
            ("1:Kind", "ChatModel"),
            ("1:Name", "Other model"),
            ("1:Address", "http://localhost:8000/v1"),
            ("1:Model", "other-model"),
            ("1:Languages", "el; en;de;")
        );
        Assert.Equal(("ChatModel", "http://localhost:8000/v1/", "our-model", 26), Said(settings[0]));
        Assert.Equal(["el", "en", "de"], settings[1].ChatModel!.Languages);

        static (string, string, string, int) Said(TranslationEngineSettings engine) =>
            (engine.Name, engine.Address, engine.ChatModel!.Model, engine.ChatModel.Languages.Count);
    }

    [Theory]
    [InlineData("Model", "", "is missing: set the name of the model, as the server knows it.")]
    [InlineData("Languages", "de", "is 'de', but has to name two or more languages of the network, such as de;en;fr.")]
    [InlineData("Languages", "de;de", "is 'de;de', but has to name two or more languages of the network")]
    [InlineData("Languages", "de;xx", "is 'de;xx', but has to name two or more languages of the network")]
    [InlineData("ApiKey", $"{Key}\n", "has to consist of ASCII letters, digits and signs without spaces.")]
    public void A_wrong_setting_of_a_chat_model_is_named(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["0:Kind"] = "ChatModel",
            ["0:Address"] = "http://localhost:8000/v1",
            ["0:Model"] = "our-model",
            [$"0:{name}"] = value,
        };
        var problem = Problem([.. settings.Select(setting => (setting.Key, setting.Value))]);
        Assert.StartsWith($"Imi:Translation:Engines:0:{name} {sentence}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, problem, StringComparison.Ordinal);
    }

    private static string Problem(params (string Name, string Value)[] settings) => Assert.Throws<ConfigurationProblem>(() => Engines.Read(settings)).Message;
}
