using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage;

/// <summary>The one row of facts about this portal: its identity, counters, and what concurrent work is settled on.</summary>
public sealed class InstallationRow : IEntityTypeConfiguration<InstallationRow>
{
    public const int TheOnly = 1;

    public int Id { get; set; } = TheOnly;

    public Guid InstallationId { get; set; }

    /// <summary>The master key that secrets were first sealed under; without its file the portal refuses to start.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>Raised by every change of policy or catalogue: compiled sets are cached under it.</summary>
    public long PolicyVersion { get; set; }

    /// <summary>Raised by every lock; filing, completing votes and activation repeat it in their WHERE.</summary>
    public long LockEpoch { get; set; }

    /// <summary>Raised whenever somebody's right to act changes; sessions poll it (I-22).</summary>
    public long PeopleVersion { get; set; }

    /// <summary>The last request number given out.</summary>
    public long LastRequestNumber { get; set; }

    /// <summary>The last serial given out, for material that is numbered.</summary>
    public long LastSerial { get; set; }

    /// <summary>The latest time this portal has seen: its clock never starts before it (I-05).</summary>
    public DateTimeOffset ClockHighWater { get; set; }

    public bool IsDemo { get; set; }

    /// <summary>Since when changes of policy need a second administrator: there has been one.</summary>
    public DateTimeOffset? SoloEndedAt { get; set; }

    public void Configure(EntityTypeBuilder<InstallationRow> builder)
    {
        builder.ToTable("installation");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
