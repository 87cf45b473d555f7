using JitPortal.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>What somebody wanted to do when they were asked to sign in with more first; it waits here while they are at the issuer.</summary>
public sealed class KeptActionRow : IEntityTypeConfiguration<KeptActionRow>
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the state that travels through the issuer and back: whoever comes without it continues nothing.</summary>
    public byte[] StateHash { get; set; } = [];

    public Guid PersonId { get; set; }

    /// <summary>The session it was asked in; another one cannot continue it.</summary>
    public Guid SessionId { get; set; }

    public AssuranceLevel Level { get; set; }

    /// <summary>The form, as JSON: up to 6,100 characters, each written as up to six.</summary>
    public string Action { get; set; } = "";

    public DateTimeOffset KeptAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Taken up once; whatever came of it.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Why it was refused then; <see langword="null"/> where it was carried out.</summary>
    public string? Refusal { get; set; }

    public void Configure(EntityTypeBuilder<KeptActionRow> builder)
    {
        builder.ToTable("kept_actions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.StateHash).HasMaxLength(32);
        builder.Property(r => r.Action).HasMaxLength(40_000);
        builder.HasIndex(r => r.StateHash).IsUnique();
        builder.HasIndex(r => r.EndsAt);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
