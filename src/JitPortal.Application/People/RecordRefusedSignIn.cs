using System.Collections.Concurrent;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage;

namespace JitPortal.Application.People;

/// <summary>
/// Leaves a trace of a sign-in or token that was refused: how it came and why, never what it contained. Anybody can cause
/// one, so each node records a bounded number of them; the next one says how many were not.
/// </summary>
public sealed class RecordRefusedSignIn(Ledger ledger, TimeProvider clock)
{
    /// <summary>Of sign-ins and logout tokens, which people and issuers bring one by one: 120 a minute and node.</summary>
    public const int MostAMinute = 120;

    private readonly Quota each = new(MostAMinute);
    private readonly ConcurrentDictionary<(string Way, string Because), Quota> kinds = new();

    /// <param name="way">How it came, for example <c>code-flow</c>.</param>
    /// <param name="because">A name from a fixed set, for example the kind of failure; never text from outside.</param>
    public Task RunAsync(string way, string because, CancellationToken ct) => RecordAsync(each, way, because, ct);

    /// <summary>
    /// The same for what comes over and over by itself, as from a program with an expired token or while the issuer is down: one a
    /// minute and node of each way and reason, so that it neither fills the log nor uses up what is kept for sign-ins.
    /// </summary>
    public Task RunForKindAsync(string way, string because, CancellationToken ct) =>
        RecordAsync(kinds.GetOrAdd((way, because), _ => new Quota(1)), way, because, ct);

    private async Task RecordAsync(Quota quota, string way, string because, CancellationToken ct)
    {
        if (quota.Take(clock.Now()) is not { } left)
            return;
        AuditFact[] facts = [new("way", way), new("because", because), .. left > 0 ? [new AuditFact("unrecorded", (long)left)] : Array.Empty<AuditFact>()];
        _ = await ledger.WriteAsync<Done>(
            writing =>
            {
                writing.Record(new AuditEvent(AuditTypes.PersonRefused, Actor: null) { Facts = facts });
                return Task.FromResult<Outcome<Done>>(default(Done));
            },
            ct);
    }

    private sealed class Quota(int mostAMinute)
    {
        private readonly Lock turn = new();
        private DateTimeOffset minute;
        private int recorded;
        private int unrecorded;

        /// <returns>How many went unrecorded before this one; <see langword="null"/> where this one does too.</returns>
        public int? Take(DateTimeOffset now)
        {
            lock (turn)
            {
                if (now - minute >= TimeSpan.FromMinutes(1))
                    (minute, recorded) = (now, 0);
                if (recorded >= mostAMinute)
                {
                    unrecorded++;
                    return null;
                }

                recorded++;
                var left = unrecorded;
                unrecorded = 0;
                return left;
            }
        }
    }
}
