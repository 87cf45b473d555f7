using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>
/// A signed-in browser. Its cookie holds a key of which only the hash is here, so a copy of the database signs nobody in; a row that
/// is gone is a session that has ended, on every node.
/// </summary>
public sealed class SessionRow : IEntityTypeConfiguration<SessionRow>
{
    /// <summary>What tickets are sealed for.</summary>
    public const string Purpose = "session-ticket";

    public Guid Id { get; set; }

    public byte[] KeyHash { get; set; } = [];

    public Guid PersonId { get; set; }

    /// <summary>With <see cref="Subject"/> the sign-in that the session rests on: whoever comes with another one gets a session of their own.</summary>
    public string Issuer { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>The issuer's own name of its session (<c>sid</c>), by which it asks to end this one.</summary>
    public string? IssuerSession { get; set; }

    /// <summary>The last sign-in of this session; it moves with a step-up.</summary>
    public DateTimeOffset SignedInAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    /// <summary>What the framework keeps of the session, with the issuer's tokens: sealed for this row.</summary>
    public byte[] Ticket { get; set; } = [];

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.KeyHash).HasMaxLength(32);
        builder.Property(r => r.Issuer).HasMaxLength(500);
        builder.Property(r => r.Subject).HasMaxLength(500);
        builder.Property(r => r.IssuerSession).HasMaxLength(500);
        builder.HasIndex(r => r.KeyHash).IsUnique();
        builder.HasIndex(r => new { r.Issuer, r.Subject });
        builder.HasIndex(r => r.EndsAt);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
