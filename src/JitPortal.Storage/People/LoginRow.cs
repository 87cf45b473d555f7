using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>A sign-in (issuer + subject) linked to a person.</summary>
public sealed class LoginRow : IEntityTypeConfiguration<LoginRow>
{
    public string Issuer { get; set; } = "";

    public string Subject { get; set; } = "";

    public Guid PersonId { get; set; }

    public void Configure(EntityTypeBuilder<LoginRow> builder)
    {
        builder.ToTable("logins");
        builder.HasKey(r => new { r.Issuer, r.Subject });
        builder.Property(r => r.Issuer).HasMaxLength(500);
        builder.Property(r => r.Subject).HasMaxLength(500);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
