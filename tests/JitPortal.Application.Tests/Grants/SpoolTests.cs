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

    /// <summary>What a command finds is the spool of a node that runs, maybe in the middle of a line.</summary>
    [Fact]
    public void Spool_OpenedWhileANodeWrites_LeavesTheFileAsItIs()
    {
        new OutcomeSpool(folder).Add(Outcome());
        File.AppendAllText(Lines, "{\"Grant\":");
        var found = File.ReadAllBytes(Lines);

        new OutcomeSpool(folder).Count.ShouldBe(1);

        File.ReadAllBytes(Lines).ShouldBe(found);
        File.Exists(Lines + ".new").ShouldBeFalse();
    }

    /// <summary>A full disk takes half a line; the next one is durable all the same.</summary>
    [Fact]
    public void Spool_LineCutWhileItRuns_DoesNotSwallowTheNext()
    {
        var next = Outcome();
        var spool = new OutcomeSpool(folder);
        File.AppendAllText(Lines, "{\"Grant\":");

        spool.Add(next);

        new OutcomeSpool(folder).Waiting().ShouldBe([next]);
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
