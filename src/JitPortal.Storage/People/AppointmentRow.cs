using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>Somebody was made an administrator in the portal itself, whatever their issuer states.</summary>
public sealed class AppointmentRow : IEntityTypeConfiguration<AppointmentRow>
{
    public Guid PersonId { get; set; }

    /// <summary>The administrator who did it; <see langword="null"/> for the first one, by the set-up code.</summary>
    public Guid? ById { get; set; }

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<AppointmentRow> builder)
    {
        builder.ToTable("appointments", t => t.HasCheckConstraint("CK_appointments_not_own", "\"ById\" <> \"PersonId\""));
        builder.HasKey(r => r.PersonId);
        builder.Property(r => r.PersonId).ValueGeneratedNever();
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
