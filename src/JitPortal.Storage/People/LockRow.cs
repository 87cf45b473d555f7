using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>Stops all access, new and existing, of a person, on a resource or target, or everywhere. Lifting sets <see cref="LiftedAt"/>.</summary>
public sealed class LockRow : IEntityTypeConfiguration<LockRow>
{
    public Guid Id { get; set; }

    public Guid? PersonId { get; set; }

    public Guid? TargetId { get; set; }

    /// <summary>One resource of the target; <see langword="null"/> for all of it.</summary>
    public string? Resource { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    public Guid PlacedBy { get; set; }

    /// <summary>Why, in the words of who placed it; everybody in scope reads it.</summary>
    public string Reason { get; set; } = "";

    public DateTimeOffset? LiftedAt { get; set; }

    public Guid? LiftedBy { get; set; }

    public void Configure(EntityTypeBuilder<LockRow> builder)
    {
        builder.ToTable("locks", t => t.HasCheckConstraint(
            "CK_locks_second_person", "\"LiftedBy\" IS NULL OR (\"LiftedBy\" <> \"PlacedBy\" AND (\"PersonId\" IS NULL OR \"LiftedBy\" <> \"PersonId\"))"));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.LiftedAt);
    }
}
