using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Files;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Imi.Kernel.Tests.Exchanges;

public abstract class AttachmentStoreTests(DatabaseFixture fixture)
{
    private const int Chunk = AttachmentStore.ChunkLength;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(Chunk - 1, 1)]
    [InlineData(Chunk, 1)]
    [InlineData(Chunk + 1, 2)]
    [InlineData((3 * Chunk) + 17, 4)]
    public async Task A_stored_file_is_read_back_unchanged(int length, int pieces)
    {
        await using var database = fixture.CreateContext();
        var bytes = Encoding.ASCII.GetBytes(new string('a', length - 1) + "z");
        var (attachment, cipher) = await StoredAsync(database, "notes.txt", bytes);
        Assert.Equal(length, attachment.Size);
        Assert.Equal(pieces, await database.Set<AttachmentChunk>().CountAsync(chunk => chunk.AttachmentId == attachment.Id));
        var content = new AttachmentStore(database, []).Open(attachment, cipher);
        Assert.Equal(("notes.txt", "text/plain", (long)length, true), (content.Name, content.ContentType, content.Size, content.MayShowInline));
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, CancellationToken.None);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Throws<ObjectDisposedException>(() => cipher.EncryptText("", ""));
    }

    [SkippableFact]
    public async Task No_part_of_a_file_is_stored_in_plain_text()
    {
        await using var database = fixture.CreateContext();
        var (attachment, cipher) = await StoredAsync(database, "Maria Papadopoulou.txt", "her complaint"u8.ToArray());
        using (cipher)
        {
            var stored = await database.Set<Attachment>().AsNoTracking().SingleAsync(file => file.Id == attachment.Id);
            Assert.False(stored.IsComplete);
            Assert.True(stored.NameCipher.AsSpan().IndexOf("Maria"u8) < 0);
            Assert.Equal("Maria Papadopoulou.txt", AttachmentStore.NameOf(stored, cipher));
            var piece = await database.Set<AttachmentChunk>().AsNoTracking().SingleAsync(chunk => chunk.AttachmentId == attachment.Id);
            Assert.True(piece.Cipher.AsSpan().IndexOf("complaint"u8) < 0);
        }
    }

    [SkippableFact]
    public async Task A_truncated_or_reordered_file_cannot_be_opened()
    {
        await using var database = fixture.CreateContext();
        var (attachment, cipher) = await StoredAsync(database, "notes.txt", Encoding.ASCII.GetBytes(new string('a', 3 * Chunk)));
        var pieces = database.Set<AttachmentChunk>().Where(chunk => chunk.AttachmentId == attachment.Id);
        attachment.Size = 2 * Chunk;
        await AssertDoesNotOpenAsync(database, attachment, cipher);
        attachment.Size = (3 * Chunk) - 1;
        await AssertDoesNotOpenAsync(database, attachment, cipher);
        attachment.Size = 3 * Chunk;
        var first = (await pieces.AsNoTracking().SingleAsync(chunk => chunk.Index == 0)).Cipher;
        await pieces.Where(chunk => chunk.Index == 1).ExecuteUpdateAsync(change => change.SetProperty(chunk => chunk.Cipher, first));
        await AssertDoesNotOpenAsync(database, attachment, cipher);
        await pieces.Where(chunk => chunk.Index == 1).ExecuteDeleteAsync();
        await AssertDoesNotOpenAsync(database, attachment, cipher);
    }

    [SkippableFact]
    public async Task A_file_over_the_limit_is_refused_at_once_and_leaves_nothing()
    {
        await using var database = fixture.CreateContext();
        var endless = new Endless();
        var (attachment, cipher, wrong) = await StoreAsync(database, "notes.txt", endless);
        cipher.Dispose();
        Assert.Equal("file.too-large", wrong?.MessageKey);
        Assert.True(endless.Given < AttachmentStore.LargestFile + (3 * Chunk));
        Assert.False(await database.Set<Attachment>().AnyAsync(file => file.Id == attachment.Id));
        Assert.False(await database.Set<AttachmentChunk>().AnyAsync(chunk => chunk.AttachmentId == attachment.Id));
    }

    [SkippableFact]
    public async Task An_interrupted_upload_leaves_nothing()
    {
        await using var database = fixture.CreateContext();
        var exchange = await Given.ExchangeAsync(database);
        var attachment = new Attachment(Given.NewId(), exchange.Id, Given.NewId(), Given.Now.UtcDateTime);
        using var cipher = new ExchangeCipher(exchange.Id, _key);
        database.ChangeTracker.Clear();
        using var broken = new Endless { BreaksAfter = 2 * Chunk };
        await Assert.ThrowsAsync<IOException>(() =>
            new AttachmentStore(database, []).WriteAsync(attachment, "notes.txt", broken, cipher, CancellationToken.None)
        );
        Assert.False(await database.Set<Attachment>().AnyAsync(file => file.Id == attachment.Id));
    }

    [SkippableFact]
    public async Task A_refused_file_leaves_nothing()
    {
        await using var database = fixture.CreateContext();
        var (attachment, cipher, wrong) = await StoreAsync(database, "notes.txt", new MemoryStream([0x4D, 0x5A, 0x90, 0x00]));
        cipher.Dispose();
        Assert.Equal(("file", "file.kind-not-taken"), (wrong?.Field, wrong?.MessageKey));
        Assert.False(await database.Set<Attachment>().AnyAsync(file => file.Id == attachment.Id));
    }

    [SkippableFact]
    public async Task An_incomplete_file_is_removed_later()
    {
        await using var database = fixture.CreateContext();
        var (attachment, cipher) = await StoredAsync(database, "notes.txt", "x"u8.ToArray());
        cipher.Dispose();
        var store = new AttachmentStore(database, []);
        await store.RemoveIncompleteAsync(Given.Now.UtcDateTime, CancellationToken.None);
        Assert.True(await database.Set<Attachment>().AnyAsync(file => file.Id == attachment.Id));
        await store.RemoveIncompleteAsync(Given.Now.UtcDateTime.AddDays(1), CancellationToken.None);
        Assert.False(await database.Set<Attachment>().AnyAsync(file => file.Id == attachment.Id));
    }

    private static async Task AssertDoesNotOpenAsync(ImiDbContext database, Attachment attachment, ExchangeCipher cipher)
    {
        await using var stored = new AttachmentStream(database, attachment, cipher);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stored.CopyToAsync(Stream.Null, CancellationToken.None));
    }

    private async Task<(Attachment Attachment, ExchangeCipher Cipher)> StoredAsync(ImiDbContext database, string name, byte[] bytes)
    {
        var (attachment, cipher, wrong) = await StoreAsync(database, name, new MemoryStream(bytes));
        Assert.Null(wrong);
        return (attachment, cipher);
    }

    private async Task<(Attachment Attachment, ExchangeCipher Cipher, FieldError? Wrong)> StoreAsync(ImiDbContext database, string name, Stream bytes)
    {
        var exchange = await Given.ExchangeAsync(database);
        var attachment = new Attachment(Given.NewId(), exchange.Id, Given.NewId(), Given.Now.UtcDateTime);
        var cipher = new ExchangeCipher(exchange.Id, _key);
        database.ChangeTracker.Clear();
        return (attachment, cipher, await new AttachmentStore(database, []).WriteAsync(attachment, name, bytes, cipher, CancellationToken.None));
    }

    /// <summary>A stream that never ends or fails midway.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public long BreaksAfter { get; init; } = long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Given > BreaksAfter)
                throw new IOException("The sender is gone.");
            var length = Math.Min(count, 10_007);
            Array.Fill(buffer, (byte)'a', offset, length);
            Given += length;
            return length;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

public sealed class SqliteAttachmentStoreTests(SqliteDatabaseFixture fixture) : AttachmentStoreTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlAttachmentStoreTests(PostgreSqlDatabaseFixture fixture) : AttachmentStoreTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerAttachmentStoreTests(SqlServerDatabaseFixture fixture) : AttachmentStoreTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
