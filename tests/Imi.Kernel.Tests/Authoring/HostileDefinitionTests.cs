using System.Diagnostics;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>A hostile definition file is reported as a problem with its position within seconds.</summary>
public sealed class HostileDefinitionTests
{
    [Theory]
    [InlineData("deep lists")]
    [InlineData("deep maps")]
    [InlineData("aliases")]
    [InlineData("unknown texts")]
    [InlineData("long words")]
    [InlineData("unknown words")]
    [InlineData("wrong words in a list")]
    public void A_hostile_definition_is_reported_as_a_problem(string kind)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        var (file, content) = kind switch
        {
            "deep lists" => ("module.yaml", new string('[', 100_000)),
            "deep maps" => ("module.yaml", string.Concat(Enumerable.Repeat("{a: ", 100_000))),
            "aliases" => ("module.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nmodule: *b\n"),
            "unknown texts" => (
                "texts/en.yaml",
                files["texts/en.yaml"] + "rule:\n" + string.Concat(Enumerable.Range(0, 30_000).Select(number => $"  unknown-{number}: text\n"))
            ),
            "unknown words" => ("keywords.yaml", "keywords: []\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"unknown-{number}: text\n"))),
            "wrong words in a list" => (
                "keywords.yaml",
                "keywords:\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"  - Unknown {number}{new string('-', 10)}\n"))
            ),
            _ => ("module.yaml", files["module.yaml"] + string.Concat(Enumerable.Range(0, 5).Select(number => $"{new string('x', 150_000)}{number}: 1\n"))),
        };
        files[file] = content;
        var clock = Stopwatch.StartNew();

        var result = DefinitionReader.Read(files);

        Assert.Null(result.Module);
        Assert.Contains(result.Problems, problem => problem.File == file);
        Assert.InRange(result.Problems.Count, 1, 300);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
    }
}
