using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Targets;

public sealed class TargetRow : IEntityTypeConfiguration<TargetRow>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string Kind { get; set; } = "";

    /// <summary>JSON of the connector's own shape; never holds a secret.</summary>
    public string Settings { get; set; } = "";

    /// <summary>Why it cannot be used just now, as a sentence for people.</summary>
    public string? Unavailable { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }

    public DateTimeOffset? LastOkAt { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>The <see cref="FailingSince"/> that the administrators were told of.</summary>
    public DateTimeOffset? ToldFailingSince { get; set; }

    public string? LastError { get; set; }

    public void Configure(EntityTypeBuilder<TargetRow> builder)
    {
        builder.ToTable("targets");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Name).IsUnique();
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.Property(r => r.Settings).HasMaxLength(20_000);
    }
}
