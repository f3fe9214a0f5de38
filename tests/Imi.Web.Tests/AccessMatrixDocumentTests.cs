using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests that the documentation contains the current access matrix.</summary>
public sealed class AccessMatrixDocumentTests
{
    [Fact]
    public async Task The_documentation_contains_the_access_matrix_of_the_code()
    {
        await using var platform = new PlatformProcess();
        var (exitCode, output, errors) = await platform.ImiAsync("access", "matrix");
        Assert.True(exitCode == 0, errors);
        var file = Path.Combine(PlatformProcess.Folder("docs"), "access-matrix.md");
        if (Environment.GetEnvironmentVariable("IMI_RENEW_MATRIX") == "1")
            await File.WriteAllTextAsync(file, output);
        Assert.True(
            output == await File.ReadAllTextAsync(file),
            "docs/access-matrix.md differs from the access matrix of the code: run the test with IMI_RENEW_MATRIX=1 and review the difference."
        );
    }
}
