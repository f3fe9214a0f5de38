using System.Diagnostics;
using CsCheck;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Tests.Translation;

/// <summary>No text of 30,000 characters keeps the platform busy.</summary>
public class HostileTextTests
{
    private const int Longest = 30_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TermList Glossary = new([.. Enumerable.Range(0, 2000).Select(number => ($"article term {number}", "x")), ("aa a", "b")]);

    [Theory]
    [InlineData("Article 3(3(3(3(")]
    [InlineData("(3")]
    [InlineData("Article 3(4) and ")]
    [InlineData("Article 3, 4, 5, ")]
    [InlineData("article 3, paragraphe 4, ")]
    [InlineData("Regulation (EU, ")]
    [InlineData("Regulation ")]
    [InlineData("a.")]
    [InlineData(". ")]
    [InlineData("! ")]
    [InlineData(".")]
    [InlineData("a@")]
    [InlineData("a.de.")]
    [InlineData("1.")]
    [InlineData("1,1 EUR ")]
    [InlineData("1 234 ")]
    [InlineData("1 March ")]
    [InlineData("+1 (")]
    [InlineData("A-")]
    [InlineData("aa ")]
    [InlineData("\n")]
    [InlineData("- \n")]
    [InlineData("e\u0301")]
    [InlineData("\u0301")]
    [InlineData("\uE000")]
    [InlineData("\uE0001\uE001")]
    [InlineData("\uE0001 ")]
    public void A_repeated_pattern_takes_no_longer_than_prose(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, (Longest / pattern.Length) + 1))[..Longest];
        var watch = Stopwatch.StartNew();

        var parts = Segmenter.Split(text, "en", 1000);
        var kept = new ProtectedText(text, new LanguagePair("en", "de"), Glossary, Glossary);
        kept.Restore(kept.Text);
        kept.Restore(text);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public void Any_text_can_be_protected_and_restored() =>
        Gen.Select(Gen.String, Gen.String, Gen.OneOf(Languages.All.ToArray()), Gen.OneOf(Languages.All.ToArray()))
            .Sample(
                (first, second, source, target) =>
                {
                    var kept = new ProtectedText($"{first} Article 9 {second}", new LanguagePair(source, target), Glossary, Glossary);
                    Assert.True(kept.Restore(kept.Text).IsCertain);
                    Assert.DoesNotContain(kept.Restore(second).Text, Placeholder.IsMark);
                },
                iter: 2000
            );
}
