using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-11 and I-18 for connectors with a fault of their own: whatever they answer, each grant has its attempt, its error and its own evidence.</summary>
public sealed class TwistedAnswerTests
{
    public static TheoryData<DatabaseKind, string> Twists()
    {
        var all = new TheoryData<DatabaseKind, string>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            foreach (var twist in AnswersNobodyCanUse.Keys)
                all.Add(kind, twist);
        }
        return all;
    }

    /// <summary>Long past every limit of the portal; a test that fails should still end.</summary>
    private static readonly TimeSpan NeverQuite = TimeSpan.FromSeconds(40);

    private static readonly Dictionary<string, Func<IConnector, TwistedConnector>> AnswersNobodyCanUse = new(StringComparer.Ordinal)
    {
        ["one closing without an answer"] = inner => new(inner) { TwistClosed = closed => [.. closed.Skip(1)] },
        ["one closing answered twice"] = inner => new(inner) { TwistClosed = closed => [.. closed, closed[0]] },
        ["a closing of another grant"] = inner => new(inner) { TwistClosed = closed => [closed[0] with { Grant = GrantId.New() }, .. closed.Skip(1)] },
        ["no list of closings"] = inner => new(inner) { TwistClosed = _ => null! },
        ["one observation missing"] = inner => new(inner) { TwistSeen = seen => [.. seen.Skip(1)] },
        ["one observation twice"] = inner => new(inner) { TwistSeen = seen => [.. seen, seen[0]] },
        ["an observation of another grant"] = inner => new(inner) { TwistSeen = seen => [seen[0] with { Grant = GrantId.New() }, .. seen.Skip(1)] },
    };

    /// <summary>What a target says is evidence, and must not keep what happened from being written.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Revoke_AnswersThatNoDatabaseTakes_AreKeptAsFarAsTheyCanBe(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await CreateAsync(database, inner => new(inner) { TwistSeen = seen => [.. seen.Select(one => one with { Words = "Read\0without it. " + new string('x', 10_000) + "\ud83d" })] });

        foreach (var grant in await DueAsync(portal, oracle, 3))
        {
            grant.State.ShouldBe(GrantState.Ended);
            grant.EvidenceWords.ShouldNotBeNull().ShouldStartWith("Read\ufffdwithout it. xxx");
            grant.EvidenceWords!.Length.ShouldBe(TargetText.Longest);
        }
    }

    [Theory]
    [MemberData(nameof(Twists))]
    public async Task Revoke_AnswersNobodyCanUse_EachGrantHasItsAttemptAndItsErrorAndNoneEnds(DatabaseKind kind, string twist)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await CreateAsync(database, AnswersNobodyCanUse[twist]);
        var grants = await DueAsync(portal, oracle, 3);

        foreach (var grant in grants)
        {
            grant.State.ShouldBe(GrantState.Revoking);
            grant.Attempts.ShouldBe(1);
            grant.NextAttemptAt.ShouldNotBeNull();
            grant.LastError.ShouldNotBeNullOrEmpty();
            grant.Evidence.ShouldBe(EvidenceKind.None);
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Revoke_ASetIsAnsweredHalfButEachByItself_AllEnd(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await CreateAsync(database, inner => new(inner) { TwistClosed = closed => closed.Count > 1 ? [.. closed.Skip(1)] : closed });

        var grants = await DueAsync(portal, oracle, 3);

        grants.ShouldAllBe(g => g.State == GrantState.Ended && g.Evidence == EvidenceKind.Observed);
        oracle.Present.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Revoke_ObservationsInAnotherOrder_AreEvidenceForTheirOwnGrants(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        var back = "";
        await using var portal = await CreateAsync(database, inner => new(inner)
        {
            TwistClosed = closed =>
            {
                back = $"jit_{closed[0].Grant}";   // somebody else makes it anew between the closing and the look
                oracle.Plant(back);
                return closed;
            },
            TwistSeen = seen => [.. seen.Reverse()],
        });

        var grants = await DueAsync(portal, oracle, 3);

        oracle.Present.ShouldBe([back]);
        grants.Where(g => g.State != GrantState.Ended).Select(g => g.Principal).ShouldBe([back]);
    }

    /// <summary>An account that was made for one grant is nobody else's: that somebody else holds the right by it is no end.</summary>
    [Fact]
    public async Task Revoke_AccountOfTheGrantIsSaidToBeSomebodyElses_DoesNotEnd()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        await using var portal = await CreateAsync(database, inner => new(inner)
        {
            TwistSeen = seen => [.. seen.Select(one => one with { Presence = Presence.Present, Evidence = EvidenceKind.Kept })],
        });

        var grant = (await DueAsync(portal, oracle, 1)).Single();

        grant.State.ShouldBe(GrantState.Revoking);
        grant.LastError.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Revoke_EveryItemFailsBecauseTheTargetIsAway_TheTargetIsShownAsFailing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        var away = new TargetException(Fault.Transient, "The list cannot be written.");
        await using var portal = await CreateAsync(database, inner => new(inner) { TwistClosed = closed => [.. closed.Select(c => c with { Failure = away })] });

        await DueAsync(portal, oracle, 2);

        await using var db = portal.Databases.Create();
        var target = await db.Targets.AsNoTracking().SingleAsync();
        (target.LastError, target.FailingSince is null).ShouldBe((away.Message, false));
    }

    [Fact]
    public async Task Revoke_ConnectorThatNeverGivesItsThreadBack_IsLeftInTime()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        using var held = new ManualResetEventSlim();
        var gaveUp = false;
        await using var portal = await CreateAsync(database, inner => new(inner) { BeforeClosing = () => gaveUp = !held.Wait(NeverQuite) });
        try
        {
            var grant = (await DueAsync(portal, oracle, 1)).Single();

            grant.LastError.ShouldBe("“oracle” did not answer in time.");
            gaveUp.ShouldBeFalse("the portal left, not the connector");
        }
        finally
        {
            held.Set();
        }
    }

    /// <summary>What was closed in time ends, so that the next set is smaller.</summary>
    [Fact]
    public async Task Revoke_TimeForTheSetRunsOut_WhatWasClosedByThenEnds()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var late = new TargetException(Fault.Transient, "Not reached.");
        await using var portal = await CreateAsync(database, inner => new(inner)
        {
            BeforeAnswering = async ct =>
            {
                var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var told = ct.Register(over.SetResult);
                await over.Task;
            },
            TwistClosed = closed => [closed[0], .. closed.Skip(1).Select(c => c with { Failure = late })],
        });

        var grants = await DueAsync(portal, oracle, 3);

        grants.Count(g => g.State == GrantState.Ended).ShouldBe(1);
        grants.Where(g => g.State != GrantState.Ended).ShouldAllBe(g => g.LastError == late.Message);
    }

    [Fact]
    public async Task Check_ConnectorThatFailsAsItShouldNot_IsAFinding()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        await using var portal = await CreateAsync(database, inner => new(inner) { TwistFindings = _ => throw new InvalidOperationException("nobody foresaw this") });
        var scene = await Scene.BuildAsync(portal, oracle.Port);

        var findings = await Scene.Must(portal.Get<CheckTarget>().RunAsync(scene.Tove, scene.Target, CancellationToken.None));

        findings.ShouldBe([new Finding(FindingLevel.Problem, "The connector of “oracle” failed (InvalidOperationException); the portal's log says more.")]);
    }

    /// <summary>Made of settings that have been replaced by the time it is used: nobody else would ever make it anew.</summary>
    [Fact]
    public async Task Revoke_ConnectorThatWasDisposed_IsMadeAnewForTheNextAttempt()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var made = 0;
        await using var portal = await CreateAsync(database, inner =>
        {
            var first = ++made == 1;
            return new(inner) { BeforeClosing = () => ThrowIf(first) };
        });
        var grant = (await DueAsync(portal, oracle, 1)).Single();
        grant.LastError.ShouldBe("The target's settings have just been replaced.");

        await Rows.TryNowAsync(portal);
        await portal.Get<RevokeDueJob>().RunAsync(grant.TargetId, CancellationToken.None);

        await using var db = portal.Databases.Create();
        (await db.Grants.SingleAsync()).State.ShouldBe(GrantState.Ended);
        made.ShouldBe(2);

        static void ThrowIf(bool disposed)
        {
            if (disposed)
                throw new TargetException(Fault.Transient, "The target's settings have just been replaced.", new ObjectDisposedException("pool"));
        }
    }

    private static Task<TestPortal> CreateAsync(TestDatabase database, Func<IConnector, TwistedConnector> twist) =>
        TestPortal.CreateAsync(database, configure: services => services.AddSingleton<IConnectorKind>(new OracleKind(twist)));

    /// <summary>As they are after one attempt at their end.</summary>
    private static async Task<IReadOnlyList<GrantRow>> DueAsync(TestPortal portal, OracleServer oracle, int count)
    {
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var now = portal.Clock.GetUtcNow();
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Mira, count, i => now.AddSeconds(-10 + i));
        await scene.RevokeDueAsync();
        await using var db = portal.Databases.Create();
        return await db.Grants.AsNoTracking().OrderBy(g => g.EndsAt).ToListAsync();
    }
}
