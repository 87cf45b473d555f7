using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>How the caller is told.</summary>
public sealed class ReadNoticeSettings(PortalDbFactory databases, IOptions<MailOptions> mail)
{
    public async Task<NoticeSettings> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var row = await db.NoticeSettings.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == actor.Id.Value, ct);
        var email = await db.People.Where(p => p.Id == actor.Id.Value).Select(p => p.Email).SingleOrDefaultAsync(ct);
        return new NoticeSettings(mail.Value.IsConfigured, email, row?.MailOff ?? NoticeTopics.OffAtFirst, row?.Zone);
    }
}
