using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage;

namespace JitPortal.Application.People;

/// <summary>
/// Leaves a trace of a sign-in or logout token that was refused: how it came and why, never what it contained. Anybody can cause
/// one, so at most <see cref="MostAMinute"/> are recorded on each node; the next one says how many were not.
/// </summary>
public sealed class RecordRefusedSignIn(Ledger ledger, TimeProvider clock)
{
    public const int MostAMinute = 120;

    private readonly Lock turn = new();
    private DateTimeOffset minute;
    private int recorded;
    private int unrecorded;

    /// <param name="way">How it came, for example <c>code-flow</c>.</param>
    /// <param name="because">A name from a fixed set, for example the kind of failure; never text from outside.</param>
    public async Task RunAsync(string way, string because, CancellationToken ct)
    {
        if (TakeTurn() is not { } left)
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

    /// <returns>How many went unrecorded before this one; <see langword="null"/> where this one does too.</returns>
    private int? TakeTurn()
    {
        lock (turn)
        {
            var now = clock.Now();
            if (now - minute >= TimeSpan.FromMinutes(1))
                (minute, recorded) = (now, 0);
            if (recorded >= MostAMinute)
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
