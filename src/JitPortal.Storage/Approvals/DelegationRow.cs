using System.Linq.Expressions;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Approvals;

/// <summary>
/// Somebody is away and another person votes in their seat. Kept for ever: that the two had to do with each other counts
/// for every request that was open meanwhile.
/// </summary>
public sealed class DelegationRow : IEntityTypeConfiguration<DelegationRow>
{
    public Guid Id { get; set; }

    /// <summary>Who is away.</summary>
    public Guid PersonId { get; set; }

    /// <summary>Who votes in their seat.</summary>
    public Guid DelegateId { get; set; }

    public DateTimeOffset From { get; set; }

    /// <summary>The planned end, or the moment it was ended before.</summary>
    public DateTimeOffset Until { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public static Expression<Func<DelegationRow, bool>> InForce(DateTimeOffset now) => BegunAndNotOver(now, now);

    /// <summary>It has begun by now, and was not over at <paramref name="since"/>. One that was cancelled before it began never was.</summary>
    public static Expression<Func<DelegationRow, bool>> BegunAndNotOver(DateTimeOffset since, DateTimeOffset now) => d => d.From <= now && d.Until > since && d.Until > d.From;

    /// <summary>In force, or planned.</summary>
    public static Expression<Func<DelegationRow, bool>> NotOver(DateTimeOffset now) => d => d.Until > now && d.Until > d.From;

    public void Configure(EntityTypeBuilder<DelegationRow> builder)
    {
        builder.ToTable("delegations", t =>
        {
            t.HasCheckConstraint("CK_delegations_not_self", "\"DelegateId\" <> \"PersonId\"");
            t.HasCheckConstraint("CK_delegations_window", "\"Until\" >= \"From\"");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.PersonId, r.Until });
        builder.HasIndex(r => new { r.DelegateId, r.Until });
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.DelegateId).OnDelete(DeleteBehavior.Restrict);
    }
}
