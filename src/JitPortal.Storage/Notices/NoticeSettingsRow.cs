using JitPortal.Domain.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Notices;

/// <summary>How somebody wants to be told.</summary>
public sealed class NoticeSettingsRow : IEntityTypeConfiguration<NoticeSettingsRow>
{
    public Guid PersonId { get; set; }

    /// <summary>The IANA zone of the browser they used last; e-mails show times in it.</summary>
    public string? Zone { get; set; }

    /// <summary>What is not sent by e-mail; <see langword="null"/> where they never chose.</summary>
    public NoticeTopic? MailOff { get; set; }

    /// <summary>When they last had a test sent.</summary>
    public DateTimeOffset? TestedAt { get; set; }

    public void Configure(EntityTypeBuilder<NoticeSettingsRow> builder)
    {
        builder.ToTable("notice_settings");
        builder.HasKey(r => r.PersonId);
        builder.Property(r => r.PersonId).ValueGeneratedNever();
        builder.Property(r => r.Zone).HasMaxLength(100);
    }
}
