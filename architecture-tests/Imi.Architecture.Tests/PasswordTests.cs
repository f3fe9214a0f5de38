using ArchUnitNET.Domain.Dependencies;

namespace Imi.Architecture.Tests;

/// <summary>Checks that only one service verifies passwords, because it counts the attempts; no other code may bypass the throttle.</summary>
public class PasswordTests
{
    private const string Service = "Imi.Kernel.Network.Accounts.SignIn.PasswordCheckService";
    private const string Queue = "Imi.Kernel.Network.Accounts.PasswordHashingQueue";

    [Fact]
    public void Only_the_service_that_counts_attempts_verifies_passwords()
    {
        Assert.Equal([Service], Callers("Imi.", Queue, "VerifyAsync"));
        Assert.Equal([Queue], Callers("Imi.", "IPasswordHasher", "VerifyHashedPassword"));
    }

    [Fact]
    public void A_planted_password_verification_is_found() =>
        Assert.Equal(["Planted.PasswordGuesser"], Callers("Planted.", "IPasswordHasher", "VerifyHashedPassword"));

    /// <summary>Returns the types that call a method of a type, without compiler-generated state machines.</summary>
    private static IEnumerable<string> Callers(string prefix, string type, string method) =>
        House
            .Architecture.Types.Where(caller => caller.FullName.StartsWith(prefix, StringComparison.Ordinal))
            .Where(caller =>
                caller
                    .Dependencies.OfType<MethodCallDependency>()
                    .Any(call =>
                        call.Target.FullName.Contains(type, StringComparison.Ordinal) && call.TargetMember.Name.StartsWith(method, StringComparison.Ordinal)
                    )
            )
            .Select(caller => caller.FullName.Split('+', '/')[0])
            .Where(caller => !caller.StartsWith("Imi.Architecture.", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
}
