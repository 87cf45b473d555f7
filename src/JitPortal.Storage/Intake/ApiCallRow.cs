using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Intake;

/// <summary>
/// A call of the API that its caller named, so that repeating it does nothing twice (I-17). What it did is kept as the id of what
/// it made or changed, never as an answer: an answer may hold what somebody wrote, or a secret.
/// </summary>
public sealed class ApiCallRow : IEntityTypeConfiguration<ApiCallRow>
{
    public Guid CallerId { get; set; }

    public string Key { get; set; } = "";

    /// <summary>SHA-256 over method, path and body: the same key with another one is a mistake of the caller.</summary>
    public byte[] Fingerprint { get; set; } = [];

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Which run of the call holds the row; a run that took over from one that died has another.</summary>
    public Guid RunId { get; set; }

    public bool Done { get; set; }

    /// <summary>What it made or changed; the caller reads it anew.</summary>
    public Guid? ResultId { get; set; }

    public void Configure(EntityTypeBuilder<ApiCallRow> builder)
    {
        builder.ToTable("api_calls");
        builder.HasKey(r => new { r.CallerId, r.Key });
        builder.Property(r => r.Key).HasMaxLength(100);
        builder.Property(r => r.Fingerprint).HasMaxLength(32);
        builder.HasIndex(r => r.StartedAt);
    }
}
