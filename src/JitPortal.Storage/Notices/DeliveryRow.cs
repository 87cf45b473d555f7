using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Notices;

/// <summary>A notice on its way out of the portal by one channel. The row is the retry.</summary>
public sealed class DeliveryRow : IEntityTypeConfiguration<DeliveryRow>
{
    /// <summary>Of <see cref="NoticeRow.Number"/>.</summary>
    public long Notice { get; set; }

    public NoticeChannel Channel { get; set; }

    public Guid PersonId { get; set; }

    public DeliveryState State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was sent, given up or dropped.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>As a sentence for people.</summary>
    public string? LastError { get; set; }

    public Guid? ClaimId { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }

    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(r => new { r.Notice, r.Channel });
        builder.HasIndex(r => new { r.State, r.NextAttemptAt });
        builder.HasIndex(r => new { r.PersonId, r.State });
        builder.HasOne<NoticeRow>().WithMany().HasForeignKey(r => r.Notice).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>How a notice leaves the portal. Inside it there is nothing to deliver: the notice is the row.</summary>
public enum NoticeChannel
{
    Mail = 1,
}

public enum DeliveryState
{
    Pending = 1,
    Sent = 2,

    /// <summary>On the failure list: an administrator can have it sent again.</summary>
    GivenUp = 3,

    /// <summary>Nobody needs it any more: it was decided, the time has passed, or the reader has left.</summary>
    Dropped = 4,
}
