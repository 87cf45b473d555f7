using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>The code that makes the first administrator, while there is one: at most one row.</summary>
public sealed class SetupCodeRow : IEntityTypeConfiguration<SetupCodeRow>
{
    public const int TheOnly = 1;

    public int Id { get; set; } = TheOnly;

    /// <summary>SHA-256 of the code, which is random enough that nothing slower is needed.</summary>
    public byte[] Hash { get; set; } = [];

    public DateTimeOffset EndsAt { get; set; }

    public void Configure(EntityTypeBuilder<SetupCodeRow> builder)
    {
        builder.ToTable("setup_codes");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Hash).HasMaxLength(32);
    }
}
