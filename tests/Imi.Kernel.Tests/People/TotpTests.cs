using System.Text;
using Imi.Kernel.Network.Accounts.SignIn;

namespace Imi.Kernel.Tests.People;

/// <summary>Codes of authenticator apps.</summary>
public class TotpTests
{
    /// <summary>The key of RFC 6238, appendix B.</summary>
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082", 1)]
    [InlineData(1_111_111_109, "081804", 37_037_036)]
    [InlineData(20_000_000_000, "353130", 666_666_666)]
    public void The_codes_of_the_standard_are_accepted_at_their_time_step(long at, string code, long step) => Assert.Equal(step, StepOf(code, at));

    [Theory]
    [InlineData(-31, null)]
    [InlineData(-30, 37_037_036L)]
    [InlineData(0, 37_037_036L)]
    [InlineData(59, 37_037_036L)]
    [InlineData(60, null)]
    public void A_clock_may_differ_by_one_time_step(long seconds, long? step) => Assert.Equal(step, StepOf("081804", (37_037_036 * 30) + seconds));

    [Theory]
    [InlineData("")]
    [InlineData("81804")]
    [InlineData("0818040")]
    [InlineData("081805")]
    [InlineData("٠٨١٨٠٤")]
    public void Another_text_is_refused(string code) => Assert.Null(StepOf(code, 1_111_111_109));

    [Fact]
    public void A_key_is_written_in_the_alphabet_of_authenticator_apps_without_padding()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Base32(Key));
        Assert.Equal("GEZA", Totp.Base32(Key[..2]));
        Assert.Equal(20, Totp.NewKey().Length);
    }

    private static long? StepOf(string code, long at) => Totp.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(at));
}
