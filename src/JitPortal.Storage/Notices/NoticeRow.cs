using JitPortal.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Notices;

/// <summary>
/// One person was told one thing, once: the occasion and the person are unique together. It holds ids and facts that are not personal;
/// names and reasons are read where they belong when it is shown.
/// </summary>
public sealed class NoticeRow : IEntityTypeConfiguration<NoticeRow>
{
    /// <summary>1-based, in the order in which people were told.</summary>
    public long Number { get; set; }

    /// <summary>What led to it: "a:" and the audit sequence ("u:" where the record could not be read), or "e:" with a grant, its end and how long before.</summary>
    public string Occasion { get; set; } = "";

    public Guid PersonId { get; set; }

    public NoticeKind Kind { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who made it happen; <see langword="null"/> for the portal itself.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>Whose request or access it tells of.</summary>
    public Guid? AboutId { get; set; }

    public Guid? RequestId { get; set; }

    public Guid? GrantId { get; set; }

    public Guid? TargetId { get; set; }

    /// <summary>JSON object of texts: what was true then and may not be any more, such as the end.</summary>
    public string Facts { get; set; } = "{}";

    public DateTimeOffset? SeenAt { get; set; }

    public void Configure(EntityTypeBuilder<NoticeRow> builder)
    {
        builder.ToTable("notices");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.Occasion).HasMaxLength(100);
        builder.HasIndex(r => new { r.Occasion, r.PersonId }).IsUnique();
        builder.HasIndex(r => new { r.PersonId, r.SeenAt });
        builder.HasIndex(r => r.RequestId);
        builder.HasIndex(r => r.GrantId);
    }
}
