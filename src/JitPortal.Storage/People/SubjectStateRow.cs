using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.People;

/// <summary>
/// What depends on several rows of one subject is settled on this one: every approval and opening raises the version and
/// repeats it in its WHERE, so two at once cannot both win.
/// </summary>
public sealed class SubjectStateRow : IEntityTypeConfiguration<SubjectStateRow>
{
    public Guid PersonId { get; set; }

    public long Version { get; set; }

    public void Configure(EntityTypeBuilder<SubjectStateRow> builder)
    {
        builder.ToTable("subject_states");
        builder.HasKey(r => r.PersonId);
        builder.Property(r => r.PersonId).ValueGeneratedNever();
    }
}
