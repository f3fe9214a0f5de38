using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Tests.Persistence;

namespace Imi.Kernel.Tests.People;

/// <summary>The rules for passwords.</summary>
public sealed class PasswordRulesTests : IDisposable
{
    private const int Sampled = 25;
    private static readonly ImiUser Person = new(Given.NewId(), "carmen.ruiz", "Carmen Ruiz Ortega", "c.ruiz@consumo.example", "es");
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("elf Zeichen", "too-short")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "too-short")]
    [InlineData("password1234", "known")]
    [InlineData("Qwertyuiop123", "known")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "known")]
    [InlineData("Sommer2026!!", "known")]
    [InlineData("blaue CARMEN mit Hut", "names")]
    [InlineData("alte I-M-I Platform heute", "names")]
    [InlineData("vier Ziegel trocknen im Regen", null)]
    [InlineData("νερό και αλάτι στη θάλασσα", null)]
    [InlineData("  zwölf  leise  ", null)]
    [InlineData("k7G!x2mQp0Zw", null)]
    public void A_password_must_be_long_and_hard_to_guess(string password, string? wrong) =>
        Assert.Equal(wrong is null ? null : $"account.password.{wrong}", Rules(null).Check(password, Person)?.TextKey);

    [Fact]
    public void A_password_has_at_most_128_characters()
    {
        var random = Convert.ToHexString(RandomNumberGenerator.GetBytes(65));
        Assert.Null(Rules(null).Check(random[..128], Person));
        Assert.Equal("account.password.too-long", Rules(null).Check(random[..129], Person)!.TextKey);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    public void Exactly_the_passwords_of_the_operators_list_are_refused(int others)
    {
        var passwords = Enumerable.Range(0, others + 1).Select(number => $"drei Kühe auf Wiese {number * 7919}").ToList();
        File.WriteAllLines(_file, passwords.Select(HashOf).Order(StringComparer.Ordinal).Select((hash, index) => $"{hash}:{index}"));

        var rules = Rules(_file);
        var some = passwords.Where((_, index) => index % (1 + (others / Sampled)) == 0).ToList(); // Each password is also checked individually, which is slow.
        Assert.All(some, password => Assert.Equal("account.password.known", rules.Check(password, Person)?.TextKey));
        Assert.All(some, password => Assert.Null(rules.Check(password + " nicht", Person)));
    }

    public void Dispose() => File.Delete(_file);

    private static PasswordRules Rules(string? file) => new(new AccountSettings(AccountSettings.DefaultAddress, file));

#pragma warning disable CA5350 // Published password lists use SHA-1.
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
