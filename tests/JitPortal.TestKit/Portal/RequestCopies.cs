using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Portal;

/// <summary>Many requests like one that was filed as people do, written as rows, so that a test spends its time on what happens to them.</summary>
public static class RequestCopies
{
    private static long number = 1_000_000;

    /// <param name="requester">Who asks in the copies; <see langword="null"/> for the same person.</param>
    public static async Task<IReadOnlyList<RequestId>> AddAsync(TestPortal portal, RequestId like, int count, PersonId? requester = null)
    {
        await using var db = portal.Databases.Create();
        var row = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == like.Value);
        var values = db.Entry(row).CurrentValues;
        var copies = new List<RequestRow>(count);
        for (var i = 0; i < count; i++)
        {
            var copy = (RequestRow)values.ToObject();
            (copy.Id, copy.Number, copy.IdempotencyKey) = (RequestId.New().Value, Interlocked.Increment(ref number), null);
            if (requester is { } other)
                (copy.RequesterId, copy.ResponsibleId) = (other.Value, other.Value);
            copies.Add(copy);
        }
        db.Requests.AddRange(copies);
        await db.SaveChangesAsync();
        return [.. copies.Select(copy => new RequestId(copy.Id))];
    }
}
