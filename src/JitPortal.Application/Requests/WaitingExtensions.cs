using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Asking for more of an access that ends asks for nothing any more, and nobody is to decide it.</summary>
internal static class WaitingExtensions
{
    /// <summary>Before the grant is moved: a vote takes the request first and then the grant, and the other way round the two would deadlock.</summary>
    public static async Task LapseAsync(Writing writing, Guid grant, EndReason reason, CancellationToken ct)
    {
        var waiting = await writing.Db.Requests.AsNoTracking().Where(RequestRow.Undecided).Where(r => r.ExtendsGrantId == grant).ToListAsync(ct);
        foreach (var row in waiting)
        {
            var audit = RequestAudit.Event(row, AuditTypes.RequestLapsed, null) with { Facts = [new("why", $"The access that it was to extend {Words(reason)}.")] };
            await RequestMoves.MoveAsync(writing, row, RequestEvent.TimedOut, row.Allowed, row.Stage, row.LapsesAt, audit, ct);   // who decided it just now was first
        }
    }

    private static string Words(EndReason reason) => reason switch
    {
        EndReason.GivenBack => "was given back",
        EndReason.Revoked => "was taken away",
        EndReason.Locked => "was locked",
        _ => "has ended",
    };
}
