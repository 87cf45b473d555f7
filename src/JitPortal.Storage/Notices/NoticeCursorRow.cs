using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Notices;

/// <summary>How far people have been told. Whoever tells takes this row first, so nodes tell one after another.</summary>
public sealed class NoticeCursorRow : IEntityTypeConfiguration<NoticeCursorRow>
{
    public const int TheOnly = 1;

    public int Id { get; set; } = TheOnly;

    /// <summary>The last audit record that was looked at.</summary>
    public long Sequence { get; set; }

    /// <summary>The last number of a notice.</summary>
    public long Number { get; set; }

    /// <summary>Ends up to here, and at this instant grants up to <see cref="FirstWarnedGrant"/>, have been announced the first time.</summary>
    public DateTimeOffset FirstWarnedUntil { get; set; } = DateTimeOffset.UnixEpoch;

    public Guid FirstWarnedGrant { get; set; }

    /// <summary>The same for the last time.</summary>
    public DateTimeOffset LastWarnedUntil { get; set; } = DateTimeOffset.UnixEpoch;

    public Guid LastWarnedGrant { get; set; }

    public void Configure(EntityTypeBuilder<NoticeCursorRow> builder)
    {
        builder.ToTable("notice_cursor");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
