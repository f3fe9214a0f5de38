using System.IO.Compression;
using System.Text;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>The upload of policy areas accepts definitions and nothing else.</summary>
public sealed class ModuleArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("posting-of-workers/")]
    [InlineData("my files/posting/")]
    public async Task A_folder_is_accepted_however_it_was_packed(string folder)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);

        var (read, refusal) = await ReadAsync(PolicyAreas.Zip(files, folder));

        Assert.Null(refusal);
        Assert.Equal(files.OrderBy(file => file.Key, StringComparer.Ordinal), read!.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../module.yaml", "leaves-folder")]
    [InlineData("posting/../../etc/cron.yaml", "leaves-folder")]
    [InlineData("/etc/module.yaml", "leaves-folder")]
    [InlineData("C:/module.yaml", "leaves-folder")]
    [InlineData("posting\\..\\evil.yaml", "leaves-folder")]
    [InlineData("./forms/x.yaml", "leaves-folder")]
    [InlineData("Rules.dll", "code")]
    [InlineData("Imi.Modules.Evil.csproj", "code")]
    [InlineData("forms/Rule.cs", "code")]
    [InlineData("forms/run.EXE", "code")]
    [InlineData("forms/picture.png", "not-a-definition")]
    [InlineData("other/x.yaml", "not-a-definition")]
    [InlineData("forms/deep/er/x.yaml", "not-a-definition")]
    [InlineData("surprise.yaml", "not-a-definition")]
    [InlineData("forms/more.yml", "misnamed")]
    [InlineData("forms/More.YAML", "misnamed")]
    [InlineData("forms\\..\\..\\evil.yaml", "leaves-folder")]
    [InlineData("inner.zip", "not-a-definition")]
    public async Task A_file_that_is_not_a_definition_is_refused_by_name(string name, string reason)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files[name] = "a: b";

        var (read, refusal) = await ReadAsync(PolicyAreas.Zip(files, ""));

        Assert.Null(read);
        Assert.Equal((reason, name), (ReasonOf(refusal), refusal!.Values["file"]));
    }

    [Fact]
    public async Task An_archive_with_backslashes_between_folders_is_accepted()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);

        var (read, refusal) = await ReadAsync(
            PolicyAreas.Zip(files.ToDictionary(file => file.Key.Replace('/', '\\'), file => file.Value, StringComparer.Ordinal), "posting\\")
        );

        Assert.Null(refusal);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), read!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_yml_extension_is_refused_with_the_right_name()
    {
        var (_, refusal) = await ReadAsync(PolicyAreas.Zip(new Dictionary<string, string>(StringComparer.Ordinal) { ["module.yml"] = "module: x" }, ""));

        Assert.Equal(("misnamed", "module.yml"), (ReasonOf(refusal), refusal!.Values["file"]));
    }

    [Fact]
    public async Task An_encrypted_archive_is_refused_with_that_reason()
    {
        var archive = Zip(zip => Write(zip, "module.yaml", "a: b"u8));

        // Bit 0 of the flags marks an entry as encrypted, in its local header and in the central directory.
        archive[6] |= 1;
        archive[archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Equal("encrypted", ReasonOf((await ReadAsync(archive)).Refusal));
    }

    [Fact]
    public async Task Files_added_by_file_managers_are_ignored()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        (files["__MACOSX/posting/._module.yaml"], files["forms/.DS_Store"], files["guide.yaml"]) = ("x", "x", "a: b");

        var (read, _) = await ReadAsync(PolicyAreas.Zip(files, ""));

        Assert.Equal(
            files.Keys.Except(["__MACOSX/posting/._module.yaml", "forms/.DS_Store"]).Order(StringComparer.Ordinal),
            read!.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_symbolic_link_is_refused() =>
        Assert.Equal("link", ReasonOf((await ReadAsync(Zip(zip => zip.CreateEntry("module.yaml").ExternalAttributes = 0xA1FF << 16))).Refusal));

    [Fact]
    public async Task An_archive_that_expands_beyond_the_limit_is_refused_early() =>
        Assert.Equal(
            "file-too-large",
            ReasonOf(
                (
                    await ReadAsync(
                        Zip(zip =>
                        {
                            using var zeros = zip.CreateEntry("module.yaml", CompressionLevel.SmallestSize).Open();
                            for (var megabyte = 0; megabyte < 500; megabyte++)
                                zeros.Write(new byte[1024 * 1024]);
                        })
                    )
                ).Refusal
            )
        );

    [Fact]
    public async Task Too_many_files_are_refused() =>
        Assert.Equal(
            "too-many",
            ReasonOf(
                (
                    await ReadAsync(
                        PolicyAreas.Zip(Enumerable.Range(0, 501).ToDictionary(number => $"forms/f{number}.yaml", _ => "a: b", StringComparer.Ordinal), "")
                    )
                ).Refusal
            )
        );

    [Fact]
    public async Task An_archive_over_the_size_limit_is_refused() =>
        Assert.Equal("too-large", ReasonOf((await ReadAsync(new byte[ModuleArchive.MostBytes + 1])).Refusal));

    [Fact]
    public async Task A_duplicate_file_is_refused() =>
        Assert.Equal(
            "twice",
            ReasonOf(
                (
                    await ReadAsync(
                        Zip(zip =>
                        {
                            Write(zip, "module.yaml", "a: b"u8);
                            Write(zip, "module.yaml", "a: c"u8);
                        })
                    )
                ).Refusal
            )
        );

    [Fact]
    public async Task A_binary_file_is_refused_with_the_line()
    {
        foreach (
            var content in (byte[][])
                [
                    [.. "a: b\nc: "u8, 0xE9],
                    [.. "a: b\nc: "u8, 0],
                    [.. "a: b\n"u8, 0xFF, 0xFE],
                ]
        )
        {
            var (_, refusal) = await ReadAsync(Zip(zip => Write(zip, "module.yaml", content)));

            Assert.Equal(("not-text", 2), (ReasonOf(refusal), refusal!.Values["line"]));
        }
    }

    [Fact]
    public void A_folder_has_the_same_limits_as_an_archive()
    {
        var folder = Directory.CreateTempSubdirectory("definitions");
        try
        {
            foreach (var (path, content) in PolicyAreas.Files(PolicyAreas.Posting))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, path))!);
                File.WriteAllText(Path.Combine(folder.FullName, path), content);
            }

            Assert.Empty(DefinitionReader.ReadFolder(folder.FullName).Problems);
            File.WriteAllText(Path.Combine(folder.FullName, "forms", "more.yml"), "a: b");
            File.WriteAllText(Path.Combine(folder.FullName, "surprise.yaml"), "a: b");
            File.WriteAllBytes(Path.Combine(folder.FullName, "guide.yaml"), [.. "# Fragen\n# f"u8, 0xFC, (byte)'r']);
            File.WriteAllText(Path.Combine(folder.FullName, "keywords.yaml"), "keywords: [a]", Encoding.Unicode);
            File.WriteAllText(Path.Combine(folder.FullName, "forms", "large.yaml"), new string('#', ModuleFiles.MostFileBytes + 1));

            var problems = DefinitionReader.ReadFolder(folder.FullName).Problems.Select(problem => problem.ToString()).ToList();

            Assert.Collection(
                problems,
                problem => Assert.StartsWith("forms/large.yaml(1,1): The file is larger", problem, StringComparison.Ordinal),
                problem => Assert.StartsWith("forms/more.yml(1,1): Definition files end in .yaml", problem, StringComparison.Ordinal),
                problem => Assert.StartsWith("guide.yaml(2,1): This is not valid UTF-8", problem, StringComparison.Ordinal),
                problem => Assert.StartsWith("keywords.yaml(1,1): This is not valid UTF-8", problem, StringComparison.Ordinal),
                problem => Assert.StartsWith("surprise.yaml(1,1): This is not a file of a module", problem, StringComparison.Ordinal)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK no archive at all")]
    public async Task Content_that_is_not_an_archive_is_refused(string content) =>
        Assert.Equal("not-a-zip", ReasonOf((await ReadAsync(Encoding.ASCII.GetBytes(content))).Refusal));

    [Fact]
    public async Task A_damaged_archive_never_causes_an_exception()
    {
        var whole = PolicyAreas.Zip(PolicyAreas.Files(PolicyAreas.Posting));
        for (var place = 1; place < whole.Length; place += 97)
        {
            await ReadAsync(whole[..place]);
            var damaged = (byte[])whole.Clone();
            damaged[place] ^= 0xFF;
            await ReadAsync(damaged);
        }
    }

    private static Task<(IReadOnlyDictionary<string, string>? Files, Imi.Kernel.Definitions.Forms.FieldError? Refusal)> ReadAsync(byte[] archive) =>
        ModuleArchive.ReadAsync(new MemoryStream(archive), CancellationToken.None);

    private static string? ReasonOf(Imi.Kernel.Definitions.Forms.FieldError? refusal) => refusal?.MessageKey.Split('.')[^1];

    private static byte[] Zip(Action<ZipArchive> fill)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            fill(zip);
        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
