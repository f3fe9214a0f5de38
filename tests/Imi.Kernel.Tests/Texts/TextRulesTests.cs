using Imi.Kernel.Foundation.Texts;
using Xunit;

namespace Imi.Kernel.Tests.Texts;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("\u200b\u2060\ufeff")]
    [InlineData("\u00ad \u3164\u2800")]
    [InlineData(" \t\r\n\u00a0\u2028")]
    [InlineData("\u202e\u202c")]
    [InlineData("\u0301")]
    [InlineData("\ufe0f\U000E0061")]
    public void A_text_without_visible_characters_is_empty(string text)
    {
        Assert.Equal("", TextRules.CleanLine(text));
        Assert.Equal("", TextRules.CleanLines(text));
        Assert.Equal("", EmailAddresses.Clean(text));
    }

    [Fact]
    public void A_text_is_normalized_and_trimmed()
    {
        Assert.Equal("Ágora", TextRules.CleanLine("\ufeff A\u0301gora\u200b\u00a0"));
        Assert.Equal("Ágora\nÉa", TextRules.CleanLines("A\u0301gora\r\nE\u0301a\u2028"));
    }

    [Theory]
    [InlineData("Ann\u200ba", "validation.invisible", 4)]
    [InlineData("Ann\u00ada", "validation.invisible", 4)]
    [InlineData("Ann\u200da", "validation.invisible", 4)]
    [InlineData("😀 Ann\u2060a", "validation.invisible", 6)]
    [InlineData("Anna\u202egnp.exe", "validation.direction", 5)]
    [InlineData("Anna\u2066x", "validation.direction", 5)]
    [InlineData("Anna\r\nBcc: x", "validation.line-break", 5)]
    [InlineData("Anna\u2028x", "validation.line-break", 5)]
    [InlineData("Anna\u0000x", "validation.control", 5)]
    [InlineData("Anna\u0085x", "validation.line-break", 5)]
    [InlineData("Ann\ufffda", "validation.damaged", 4)]
    [InlineData("Ann\ud83da", "validation.damaged", 4)]
    [InlineData("Ann\ue000a", "validation.damaged", 4)]
    [InlineData("Ann\u0430 Bell", "validation.mixed-alphabets", 4)]
    [InlineData("Ministrу", "validation.mixed-alphabets", 8)]
    [InlineData("x\u0335\u0336\u0337\u0338\u0335\u0336", "validation.marks", 6)]
    [InlineData("Anna \u0301b", "validation.marks", 6)]
    public void A_fault_in_a_name_is_reported_with_its_position(string name, string key, int position)
    {
        var fault = TextRules.FaultInName(TextRules.CleanLine(name));
        Assert.Equal((key, (object?)position), (fault?.MessageKey, fault?.Values["position"]));
    }

    [Theory]
    [InlineData("Ħal Għaxaq")]
    [InlineData("Υπουργείο Ανάπτυξης (DG 7α)")]
    [InlineData("Районен съд – София")]
    [InlineData("Žofie Ňáková-O’Brien, Ph.D.")]
    [InlineData("می\u200cخواهم")]
    [InlineData("क्\u200dष")]
    [InlineData("Nguyễn Thị Ỷ")]
    [InlineData("5 µm-Labor")]
    [InlineData("Team 👩\u200d💻 ❤\ufe0f A")]
    public void Real_names_are_accepted(string name) => Assert.Null(TextRules.FaultInName(TextRules.CleanLine(name)));

    [Fact]
    public void A_name_must_contain_a_letter() => Assert.Equal("validation.no-letter", TextRules.FaultInName("-- 12")?.MessageKey);

    [Fact]
    public void A_multiline_text_may_contain_joiners_and_tabs_but_no_direction_overrides()
    {
        Assert.Null(TextRules.FaultInLines("Κείμενο\tεδώ\nmi\u00adnis\u200btry"));
        Assert.Equal("validation.direction", TextRules.FaultInLines("a\nb\u202ec")?.MessageKey);
    }

    [Fact]
    public void Directional_isolates_must_be_closed_within_their_line()
    {
        Assert.Equal("Name: \u202bשלום\u202c\n\u2067سلام\u2069!\u200f", TextRules.CleanLines("Name: \u202bשלום\u202c\n\u2067سلام\u2069!\u200f "));
        Assert.Null(TextRules.FaultInLines("Name: \u202bשלום\u202c\n\u2067سلام\u2069!\u200f"));
        foreach (var open in (string[])["a \u202bשלום", "a \u202bשלום\n\u202c", "a \u202c", "a \u2067b\u202c", "\u202bא\u2067ב\u202cג\u2069"])
            Assert.Equal("validation.direction", TextRules.FaultInLines(open)?.MessageKey);
    }

    [Theory]
    [InlineData("anna@exa\u200bmple.eu", "validation.invisible")]
    [InlineData("anna@example.eu\u2028bcc@x.eu", "validation.line-break")]
    [InlineData("anna@example.eu\u200b", "validation.invisible")]
    [InlineData("an na@example.eu", "validation.space")]
    [InlineData("anna.example.eu", "validation.email-no-at")]
    [InlineData("anna@bella@example.eu", "validation.email-two-ats")]
    [InlineData("@example.eu", "validation.email-nothing-before-at")]
    [InlineData("anna@", "validation.email-nothing-after-at")]
    [InlineData("anna@localhost", "validation.host")]
    [InlineData("anna@example..eu", "validation.host")]
    [InlineData("anna@-example.eu", "validation.host")]
    [InlineData("anna@1.2.3.4", "validation.host")]
    [InlineData("anna@exam,ple.eu", "validation.character")]
    [InlineData("Anna <anna@example.eu>", "validation.space")]
    [InlineData("<anna@example.eu>", "validation.character")]
    [InlineData(".anna@example.eu", "validation.character")]
    [InlineData("an..na@example.eu", "validation.character")]
    [InlineData("ánna@example.eu", "validation.character")]
    [InlineData("anna@exаmple.eu", "validation.mixed-alphabets")]
    [InlineData("anna@xn--exmple-4nf.eu", "validation.mixed-alphabets")]
    public void An_invalid_email_address_is_refused_with_the_reason(string address, string key) =>
        Assert.Equal(key, EmailAddresses.FaultIn(EmailAddresses.Clean(address))?.MessageKey);

    [Theory]
    [InlineData("o'brien+imi@example.eu", "o'brien+imi@example.eu")]
    [InlineData("anna@xn--bcher-kva.eu", "anna@bücher.eu")]
    [InlineData("anna@bücher.eu", "anna@bücher.eu")]
    [InlineData("anna@example.xn--qxa6a", "anna@example.ευ")]
    [InlineData(" anna@пример.бг\u00a0", "anna@пример.бг")]
    public void A_valid_email_address_is_stored_as_written(string written, string kept)
    {
        Assert.Equal(kept, EmailAddresses.Clean(written));
        Assert.Null(EmailAddresses.FaultIn(kept));
    }

    [Fact]
    public void An_internationalized_domain_name_is_shown_in_both_forms()
    {
        Assert.Equal("anna@bücher.eu (xn--bcher-kva.eu)", EmailAddresses.Shown("anna@bücher.eu"));
        Assert.Equal("https://bücher.eu/a (xn--bcher-kva.eu)", WebAddresses.Shown("https://bücher.eu/a"));
        Assert.Equal("https://xn--bcher-kva.eu:81 (bücher.eu)", WebAddresses.Shown("https://xn--bcher-kva.eu:81"));
        Assert.Equal("https://example.eu", WebAddresses.Shown("https://example.eu"));
    }

    [Theory]
    [InlineData("example.eu/a", "validation.web-no-scheme")]
    [InlineData("ftp://example.eu", "validation.web-scheme")]
    [InlineData("https://example.eu/a b", "validation.space")]
    [InlineData("https://example.eu/a\u200bb", "validation.invisible")]
    [InlineData("https://example.eu:99999/", "validation.web-port")]
    [InlineData("https://example.eu:x/", "validation.web-port")]
    [InlineData("https:///a", "validation.web-no-host")]
    [InlineData("https://intranet/a", "validation.host")]
    [InlineData("https://exa mple.eu", "validation.space")]
    [InlineData("https://exa(mple.eu", "validation.character")]
    [InlineData("https://user:secret@example.eu", "validation.web-user")]
    [InlineData("https://ехаmple.eu", "validation.mixed-alphabets")]
    [InlineData("https://example.eu\\a", "validation.character")]
    public void An_invalid_web_address_is_refused_with_the_reason(string address, string key) =>
        Assert.Equal(key, WebAddresses.FaultIn(TextRules.CleanLine(address))?.MessageKey);

    [Theory]
    [InlineData("https://el.wikipedia.org/wiki/Ελλάδα?a=b|c#d%20")]
    [InlineData("http://192.0.2.7:8080/x")]
    [InlineData("https://пример.бг")]
    [InlineData("HTTPS://Example.EU")]
    public void A_valid_web_address_is_accepted(string address) => Assert.Null(WebAddresses.FaultIn(address));
}
