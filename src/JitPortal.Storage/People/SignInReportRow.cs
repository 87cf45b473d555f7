using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>What an administrator's last test of the sign-in brought; the next one replaces it.</summary>
public sealed class SignInReportRow : IEntityTypeConfiguration<SignInReportRow>
{
    public const string Purpose = "sign-in-report";

    public Guid PersonId { get; set; }

    /// <summary>Claims of whoever signed in: sealed for this row.</summary>
    public byte[] Report { get; set; } = [];

    public DateTimeOffset MadeAt { get; set; }

    public void Configure(EntityTypeBuilder<SignInReportRow> builder)
    {
        builder.ToTable("sign_in_reports");
        builder.HasKey(r => r.PersonId);
        builder.Property(r => r.PersonId).ValueGeneratedNever();
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
