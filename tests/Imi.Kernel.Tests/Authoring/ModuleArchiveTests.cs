using System.IO.Compression;
using System.Text;
using Imi.Kernel.Authoring;
using Imi.Testing;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>The door for policy areas lets definitions in and nothing else.</summary>
public sealed class ModuleArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("posting-of-workers/")]
    [InlineData("my files/posting/")]
    public async Task A_folder_is_taken_however_it_was_packed(string folder)
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
    public async Task What_is_no_definition_is_refused_and_named(string name, string why)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files[name] = "a: b";

        var (read, refusal) = await ReadAsync(PolicyAreas.Zip(files, ""));

        Assert.Null(read);
        Assert.Equal((why, name), (Why(refusal), refusal!.Values["file"]));
    }

    [Fact]
    public async Task What_file_managers_add_on_their_own_is_passed_over()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        (files["__MACOSX/posting/._module.yaml"], files["forms/.DS_Store"], files["guide.yaml"]) = ("x", "x", "a: b");

        var (read, _) = await ReadAsync(PolicyAreas.Zip(files, ""));

        Assert.Equal(files.Keys.Except(["__MACOSX/posting/._module.yaml", "forms/.DS_Store"]).Order(StringComparer.Ordinal), read!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_symbolic_link_is_refused() =>
        Assert.Equal("link", Why((await ReadAsync(Zip(zip => zip.CreateEntry("module.yaml").ExternalAttributes = 0xA1FF << 16))).Refusal));

    [Fact]
    public async Task An_archive_that_unfolds_to_more_than_a_module_can_be_is_refused_before_it_fills_the_memory() => Assert.Equal(
        "file-too-large",
        Why((await ReadAsync(Zip(zip =>
        {
            using var zeros = zip.CreateEntry("module.yaml", CompressionLevel.SmallestSize).Open();
            for (var megabyte = 0; megabyte < 500; megabyte++)
                zeros.Write(new byte[1024 * 1024]);
        }))).Refusal));

    [Fact]
    public async Task Too_many_files_are_refused() => Assert.Equal(
        "too-many", Why((await ReadAsync(PolicyAreas.Zip(Enumerable.Range(0, 501).ToDictionary(number => $"forms/f{number}.yaml", _ => "a: b", StringComparer.Ordinal), ""))).Refusal));

    [Fact]
    public async Task Too_large_an_archive_is_refused() =>
        Assert.Equal("too-large", Why((await ReadAsync(new byte[ModuleArchive.MostBytes + 1])).Refusal));

    [Fact]
    public async Task The_same_file_twice_is_refused() => Assert.Equal("twice", Why((await ReadAsync(Zip(zip =>
    {
        Write(zip, "module.yaml", "a: b"u8);
        Write(zip, "module.yaml", "a: c"u8);
    }))).Refusal));

    [Fact]
    public async Task What_is_no_text_is_refused() => Assert.Equal("not-text", Why((await ReadAsync(Zip(zip => Write(zip, "module.yaml", [0xC3, 0x28])))).Refusal));

    [Theory]
    [InlineData("")]
    [InlineData("PK no archive at all")]
    public async Task What_is_no_archive_is_refused(string content) =>
        Assert.Equal("not-a-zip", Why((await ReadAsync(Encoding.ASCII.GetBytes(content))).Refusal));

    [Fact]
    public async Task An_archive_that_was_cut_off_or_damaged_anywhere_is_refused_or_read_but_never_a_fault()
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

    private static Task<(IReadOnlyDictionary<string, string>? Files, Kernel.Forms.FieldError? Refusal)> ReadAsync(byte[] archive) =>
        ModuleArchive.ReadAsync(new MemoryStream(archive), CancellationToken.None);

    private static string? Why(Kernel.Forms.FieldError? refusal) => refusal?.MessageKey.Split('.')[^1];

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
