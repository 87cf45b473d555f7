using System.Linq.Expressions;
using JitPortal.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>A person or workload as last seen at sign-in.</summary>
public sealed class PersonRow : IEntityTypeConfiguration<PersonRow>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string? Email { get; set; }

    public bool IsWorkload { get; set; }

    /// <summary>For a workload, who answers for it and therefore never decides on what it asks for.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Whom "the requester's manager" means; nobody is their own.</summary>
    public Guid? ManagerId { get; set; }

    /// <summary>An administrator has set the manager; what the issuer states about it no longer counts.</summary>
    public bool ManagerIsSet { get; set; }

    public PortalRole Roles { get; set; }

    /// <summary>The issuer said that it left groups out, because they were too many: <see cref="Groups"/> is unknown for that reason.</summary>
    public bool GroupsLeftOut { get; set; }

    /// <summary>JSON array; <see langword="null"/> where the issuer delivered no groups at all.</summary>
    public string? Groups { get; set; }

    /// <summary>JSON object, claim to values, of the claims that are kept; <see langword="null"/> where none is.</summary>
    public string? Claims { get; set; }

    /// <summary>JSON object, attribute to values; <see langword="null"/> where none is known.</summary>
    public string? Attributes { get; set; }

    /// <summary>When the issuer stated roles, groups, claims and attributes.</summary>
    public DateTimeOffset FactsAt { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>A person, no workload, who may use the portal.</summary>
    public static Expression<Func<PersonRow, bool>> IsHere { get; } = p => p.DisabledAt == null && p.ErasedAt == null && !p.IsWorkload;

    /// <summary>Whoever may administer the portal now.</summary>
    public static Expression<Func<PersonRow, bool>> IsAdministrator { get; } = p => p.DisabledAt == null && (p.Roles & PortalRole.Administrator) == PortalRole.Administrator;

    public void Configure(EntityTypeBuilder<PersonRow> builder)
    {
        builder.ToTable("people", t => t.HasCheckConstraint("CK_people_not_own_manager", "\"ManagerId\" IS NULL OR \"ManagerId\" <> \"Id\""));
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.HasIndex(r => new { r.Name, r.Id });
        builder.Property(r => r.Groups).HasMaxLength(100_000);
        builder.Property(r => r.Claims).HasMaxLength(100_000);
        builder.Property(r => r.Attributes).HasMaxLength(100_000);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.ManagerId).OnDelete(DeleteBehavior.Restrict);
    }
}
