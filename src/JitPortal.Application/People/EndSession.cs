using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Ends one session, from the browser that has it.</summary>
public sealed class EndSession(Ledger ledger)
{
    /// <returns>Nothing to refuse: a session that has ended already stays ended.</returns>
    public Task RunAsync(string key, SessionEnd why, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var hash = SessionRow.HashOf(key);
            await SessionEnding.EndAsync(writing, s => s.KeyHash == hash, why, ct);
            return default(Done);
        },
        ct);
}

/// <summary>Why a session ended before its time.</summary>
public enum SessionEnd
{
    SignedOut,

    /// <summary>Somebody else signed in over it.</summary>
    Replaced,

    /// <summary>The issuer said so (back-channel logout).</summary>
    Issuer,

    /// <summary>The person may not act any more.</summary>
    Disabled,
}
