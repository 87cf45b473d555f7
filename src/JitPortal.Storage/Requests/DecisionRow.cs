using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Requests;

/// <summary>
/// One approver's vote. The key makes a second vote of the same person impossible (I-26); the check makes a vote on an own request
/// impossible by any path (I-20), and on one of a workload they own, with requester and owner tied to the request's own by the foreign key.
/// The same holds for the seat that the vote was cast in, so a stand-in gains nothing and a seat is used once.
/// </summary>
public sealed class DecisionRow : IEntityTypeConfiguration<DecisionRow>
{
    public Guid RequestId { get; set; }

    public Guid RequesterId { get; set; }

    public Guid ResponsibleId { get; set; }

    public Guid ApproverId { get; set; }

    /// <summary>Whose right it was cast by: the approver's own, or that of somebody they stood in for.</summary>
    public Guid SeatId { get; set; }

    /// <summary>What made that person an approver: "owner of the resource", "in database-owners".</summary>
    public string Basis { get; set; } = "";

    public int Stage { get; set; }

    public bool Approves { get; set; }

    public TimeSpan Duration { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<DecisionRow> builder)
    {
        builder.ToTable("decisions", t => t.HasCheckConstraint(
            "CK_decisions_not_own",
            "\"ApproverId\" <> \"RequesterId\" AND \"ApproverId\" <> \"ResponsibleId\" AND \"SeatId\" <> \"RequesterId\" AND \"SeatId\" <> \"ResponsibleId\""));
        builder.HasKey(r => new { r.RequestId, r.ApproverId });
        builder.HasIndex(r => new { r.RequestId, r.SeatId }).IsUnique();
        builder.HasIndex(r => r.At);
        builder.HasIndex(r => new { r.ApproverId, r.At });
        builder.Property(r => r.Basis).HasMaxLength(500);
        builder.HasOne<RequestRow>().WithMany()
            .HasForeignKey(r => new { r.RequestId, r.RequesterId, r.ResponsibleId })
            .HasPrincipalKey(r => new { r.Id, r.RequesterId, r.ResponsibleId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
