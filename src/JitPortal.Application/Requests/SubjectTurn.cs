using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// Decisions about one subject are taken one after another: what depends on several of their rows is settled on their
/// version, raised first in the transaction, which holds the row until commit.
/// </summary>
internal static class SubjectTurn
{
    public static Task TakeAsync(PortalDb db, PersonId subject, CancellationToken ct) =>
        db.SubjectStates.Where(s => s.PersonId == subject.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), ct);
}
