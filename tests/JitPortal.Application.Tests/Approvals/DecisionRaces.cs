using System.Runtime.InteropServices;
using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>
/// Everything that can happen to a waiting request at once, from two nodes and a third whose clock has it lapsed: two approvals of people
/// drawn from five (one of whom stands in for another, and one asks themselves), a withdrawal, a lapse, and meanwhile an approver
/// loses the group, another one is locked, and so is a requester (I-20, I-21, I-22, I-26, I-29). Judged from rows and audit alone.
/// </summary>
/// <remarks>
/// 10,000 rounds on each database, the two beside each other; JITPORTAL_RACE_ROUNDS sets another number, such as 500 for a first look. All
/// callers of a batch start from one barrier; a batch is many requests, so that the machine spends its time deciding.
/// </remarks>
public abstract class DecisionRaces
{
    private const int BatchSize = 100;
    private const int DefaultRounds = 10_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly DecisionForm Approve = new(true, null, null, DecisionChannel.Web);

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("JITPORTAL_RACE_ROUNDS"), System.Globalization.CultureInfo.InvariantCulture, out var rounds) ? rounds : DefaultRounds;

    private protected static async Task RunAsync(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var race = await Race.BeginAsync(world);
        for (var done = 0; done < Rounds; done += BatchSize)
            await race.RunBatchAsync(done / BatchSize, BatchSize);

        race.Judge.Approved.ShouldBeGreaterThan(Rounds / 10, "the rounds do not only refuse");
        (await world.Get<Application.Audit.VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    /// <summary>The company of the race and its nodes.</summary>
    private sealed class Race(
        World world, TestPortal[] nodes, TestPortal late, FakeTimeProvider ahead, RequestId[] patterns, Actor[] requesters, Actor[] approvers, Actor second)
    {
        public RaceJudge Judge { get; } = new(world, loses: approvers[2].Id, stopped: approvers[1].Id);

        public static async Task<Race> BeginAsync(World world)
        {
            var scene = world.Scene;
            var cem = await SignInCemAsync(world, "owners");
            var dan = await Scene.SignInAsync(world.Portal, "dan", "Dan Moe", PortalRole.Requester | PortalRole.Approver, "owners");
            var fay = await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester | PortalRole.Approver, "sales");
            _ = await Scene.Must(world.Get<GoAway>().RunAsync(dan, new AwayForm(fay.Id, null, world.Portal.Clock.GetUtcNow().AddDays(9)), CancellationToken.None));
            Actor[] requesters = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Scene.SignInAsync(world.Portal, $"asks-{n}", $"Asks {n}", PortalRole.Requester, "engineering")))];
            RequestId[] patterns = [await PatternAsync(world, requesters[0], 1), await PatternAsync(world, requesters[0], 2)];
            var ahead = World.StoppedClock();
            var late = await world.NodeAsync(ahead);
            ahead.Advance(5 * Hour);
            var second = await Scene.SignInAsync(world.Portal, "uma", "Uma Ek", PortalRole.Administrator, "it");
            return new Race(world, [world.Portal, await world.NodeAsync()], late, ahead, patterns, [.. requesters, scene.Bo, dan], [scene.Bo, scene.Ann, cem, dan, fay], second);
        }

        public async Task RunBatchAsync(int batch, int size)
        {
            var random = new Random(batch);
            var victim = requesters[batch % 8];
            var rounds = await FileAsync(random, size);
            await Judge.BeginAsync();
            var answers = await World.AtOnceAsync<LockId?>(
                () => DecideAsync(nodes[0], rounds, round => approvers[round.First]),
                () => DecideAsync(nodes[1], rounds, round => approvers[round.Second]),
                () => WithdrawAsync(rounds),
                () => LapseAsync(),
                () => LoseRoleAsync(),
                () => LockAsync(victim.Id),
                () => LockAsync(approvers[1].Id));

            await Judge.EndAsync([.. rounds.Select(r => r.Id)], rounds.Where(r => r.Quorum == 2).Select(r => r.Id).ToHashSet(), victim.Id);
            await MendAsync(answers.OfType<LockId>());
        }

        private async Task<IReadOnlyList<Round>> FileAsync(Random random, int size)
        {
            var rounds = new List<Round>(size);
            for (var quorum = 1; quorum <= 2; quorum++)
            {
                foreach (var requester in requesters)
                {
                    var ids = await RequestCopies.AddAsync(world.Portal, patterns[quorum - 1], size / 2 / requesters.Length, requester.Id);
                    rounds.AddRange(ids.Select(id => Round.Draw(random, id, quorum, requester, approvers.Length)));
                }
            }
            var past = rounds.Where(r => r.Also == Round.Lapses).Select(r => r.Id.Value).ToList();
            var at = ahead.GetUtcNow().ToMilliseconds() - Hour;
            await using var db = world.Db();
            await db.Requests.Where(r => past.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.LapsesAt, at));
            random.Shuffle(CollectionsMarshal.AsSpan(rounds));
            return rounds;
        }

        /// <summary>Both nodes and the requesters go through the batch in the same order, so that they meet.</summary>
        private async Task<LockId?> DecideAsync(TestPortal node, IReadOnlyList<Round> rounds, Func<Round, Actor> who)
        {
            var decide = node.Get<DecideRequest>();
            try
            {
                foreach (var round in rounds)
                    Judge.Answered(round.Id, await PatientlyAsync(() => decide.RunAsync(who(round), round.Id, Approve, CancellationToken.None)));
                return null;
            }
            finally
            {
                Judge.NoMoreAnswers();
            }
        }

        private async Task<LockId?> WithdrawAsync(IReadOnlyList<Round> rounds)
        {
            var withdraw = nodes[1].Get<WithdrawRequest>();
            foreach (var round in rounds.Where(r => r.Also == Round.Withdrawn))
                await PatientlyAsync(() => withdraw.RunAsync(round.Requester, round.Id, CancellationToken.None));
            return null;
        }

        private async Task<LockId?> LapseAsync()
        {
            var lapse = late.Get<LapseRequests>();
            for (var i = 0; i < 3; i++)
                await PatientlyAsync(() => RunAsync(lapse));
            return null;
        }

        private async Task<LockId?> LoseRoleAsync()
        {
            await Judge.HalfWayAsync();
            await PatientlyAsync(() => SignInCemAsync(world, "sales"));
            return null;
        }

        private async Task<LockId?> LockAsync(PersonId victim)
        {
            await Judge.HalfWayAsync();
            return (await PatientlyAsync(() => nodes[1].Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Of(victim), "Race", CancellationToken.None))).Value;
        }

        private static async Task<Done> RunAsync(LapseRequests lapse)
        {
            await lapse.RunAsync(CancellationToken.None);
            return default;
        }

        /// <summary>Ten writers on one SQLite file, on a busy machine: one that waits too long is told so, nothing has happened, and it comes again.</summary>
        private static async Task<T> PatientlyAsync<T>(Func<Task<T>> call)
        {
            while (true)
            {
                try
                {
                    return await call();
                }
                catch (Exception e) when (IsBusy(e))
                {
                    // Again. Whatever else the database says, such as that a guard of its own was hit, is found and not waited out.
                }
            }
        }

        private static bool IsBusy(Exception? e) => e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED } || (e is not null && IsBusy(e.InnerException));

        private async Task MendAsync(IEnumerable<LockId> locks)
        {
            foreach (var id in locks)
                _ = await Scene.Must(world.Get<LiftLock>().RunAsync(second, id, CancellationToken.None));
            await SignInCemAsync(world, "owners");
        }

        private static Task<Actor> SignInCemAsync(World world, string group) =>
            Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", PortalRole.Requester | PortalRole.Approver, group);

        private static async Task<RequestId> PatternAsync(World world, Actor who, int quorum)
        {
            var what = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, $"vault-{quorum}", "Write", "ephemeral:vault");
            await world.Scene.PublishAsync($"{quorum}-of-owners", [what], new Rule(
                "ask", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], quorum, TimeSpan.FromDays(2))]), new Condition.Always()));
            return await Scene.Must(world.Scene.AskAsync(who, what, Hour));
        }
    }

    /// <param name="First">Who decides on the one node, and <paramref name="Second"/> who on the other: never the same.</param>
    private sealed record Round(RequestId Id, int Quorum, Actor Requester, int First, int Second, int Also)
    {
        public const int Withdrawn = 1;
        public const int Lapses = 2;

        public static Round Draw(Random random, RequestId id, int quorum, Actor requester, int approvers)
        {
            var first = random.Next(approvers);
            return new Round(id, quorum, requester, first, (first + random.Next(1, approvers)) % approvers, random.Next(4));
        }
    }
}
