using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Secrets;

/// <summary>A secret at rest: sealed under its own key, bound to exactly this row (I-34).</summary>
public sealed class SecretRow : IEntityTypeConfiguration<SecretRow>
{
    /// <summary>What it is for: one of <see cref="SecretPurpose"/>.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The target or grant it belongs to.</summary>
    public Guid OwnerId { get; set; }

    public byte[] Box { get; set; } = [];

    public void Configure(EntityTypeBuilder<SecretRow> builder)
    {
        builder.ToTable("secrets");
        builder.HasKey(r => new { r.Purpose, r.OwnerId });
        builder.Property(r => r.Purpose).HasMaxLength(50);
    }
}

public static class SecretPurpose
{
    /// <summary>The connector's own password or key on a target.</summary>
    public const string Connector = "connector";

    /// <summary>A grant's credential until it is revealed.</summary>
    public const string Credential = "credential";

    /// <summary>A grant's next credential, until the target has taken it.</summary>
    public const string NextCredential = "next-credential";
}
