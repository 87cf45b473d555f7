using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

public sealed class SpoolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jitportal-spool-").FullName;

    private string Lines => Path.Combine(folder, "outcomes.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Spool_LastLineCutByACrash_IsIgnoredAndDoesNotSwallowTheNext()
    {
        var (kept, cut, next) = (Outcome(), Outcome(), Outcome());
        var spool = new OutcomeSpool(folder);
        spool.Add(kept);
        spool.Add(cut);
        var bytes = File.ReadAllBytes(Lines);
        File.WriteAllBytes(Lines, bytes[..^20]);

        var restarted = new OutcomeSpool(folder);
        restarted.Waiting().ShouldBe([kept]);
        restarted.Add(next);

        new OutcomeSpool(folder).Waiting().ShouldBe([kept, next], ignoreOrder: true);
    }

    [Fact]
    public void Spool_WhatWasRemoved_StaysAwayAfterARestart()
    {
        var (one, other) = (Outcome(), Outcome());
        var spool = new OutcomeSpool(folder);
        spool.Add(one);
        spool.Add(other);

        spool.Remove([one]);

        spool.Count.ShouldBe(1);
        new OutcomeSpool(folder).Waiting().ShouldBe([other]);
    }

    private static SpooledOutcome Outcome() => new(Guid.CreateVersion7(), 1_795_600_000_000, EvidenceKind.Observed, "Read without it.", null, 1);
}
