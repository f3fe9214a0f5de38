using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Foundation.Vault.Mapping;

/// <summary>Maps the table of the key ring, and <see cref="ExchangeKey.RingKeyOf"/> to SQL.</summary>
internal sealed class KeyRingMapping : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<DataProtectionKey>(key => key.Property(ring => ring.Xml).HasMaxLength(MappedLengths.Unlimited));
        model
            .HasDbFunction(((Func<byte[], byte[]>)ExchangeKey.RingKeyOf).Method)
            .HasTranslation(wrapped => new SqlFunctionExpression(
                "SUBSTRING",
                [wrapped[0], Number(ExchangeKey.RingKeyStart + 1), Number(ExchangeKey.RingKeyLength)],
                nullable: true,
                [true, false, false],
                typeof(byte[]),
                wrapped[0].TypeMapping
            ));
    }

    private static SqlConstantExpression Number(int value) => new(value, IntTypeMapping.Default);
}
