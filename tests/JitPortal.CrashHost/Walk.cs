using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.CrashHost;

public enum Scenario
{
    /// <summary>Everything that can happen to access, from filing to its evidenced end.</summary>
    Walk,

    /// <summary>A grant ends while the database takes no writes.</summary>
    Outage,

    /// <summary>One grant is opened and stays.</summary>
    OpenOnly,
}

/// <summary>
/// What people do with one portal, written so that it can be taken up again wherever a crash has left it: each step looks first
/// whether it has been taken. Ends when nothing is on its way any more.
/// </summary>
/// <param name="promise">Told of every answer a person has got; what was promised must survive.</param>
public sealed class Walk(TestPortal portal, Scene scene, TestDatabase database, Action<string> promise)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task RunAsync()
    {
        await AskShortAsync(TimeSpan.FromMilliseconds(1_500));
        await portal.StartLoopAsync();
        await AskAsync(scene.Mira, scene.OnOwnAccount, "stays");
        var grant = await ApprovedAsync();
        await ExtendedAsync(grant);
        await RotatedAsync(grant);
        await RevealedAsync(grant);
        await GivenBackAsync(grant);
        await QuietAsync();
    }

    public async Task ThroughAnOutageAsync()
    {
        await AskShortAsync(TimeSpan.FromSeconds(4));
        await scene.OpenDueAsync();   // before the loop, whose first look then reads the end: its next one may come after it
        await portal.StartLoopAsync();
        var grant = await UntilAsync(scene.Jon, scene.Automatic, g => g.State >= GrantState.Active);
        await LockedUntilSpooledAsync(grant.Id);
        await QuietAsync();
    }

    public async Task OpenOnlyAsync()
    {
        await AskAsync(scene.Jon, scene.Automatic, "short");
        await scene.OpenDueAsync();   // to its end, which a loop that is stopped would cut off
    }

    /// <summary>A grant that ends by itself; a form takes a minute at least, so its row is shortened before the loop sees it.</summary>
    private async Task AskShortAsync(TimeSpan length)
    {
        var request = await AskAsync(scene.Jon, scene.Automatic, "short");
        await using var db = portal.Databases.Create();
        await db.Grants.Where(g => g.RequestId == request.Value && g.State == GrantState.Scheduled).ExecuteUpdateAsync(s => s.SetProperty(g => g.Duration, length));
    }

    private async Task<RequestId> AskAsync(Actor who, EntitlementId what, string key)
    {
        var request = await Scene.Must(scene.AskAsync(who, what, Hour, key: key));   // the same key gives the same request
        promise($"filed {request.Value}");
        return request;
    }

    private async Task<GrantRow> ApprovedAsync()
    {
        var request = await AskAsync(scene.Mira, scene.Asks, "main");
        await ApproveAsync(request);
        return await UntilAsync(scene.Mira, scene.Asks, g => g.State >= GrantState.Active);
    }

    private async Task ApproveAsync(RequestId request)
    {
        await using var db = portal.Databases.Create();
        if (await db.Requests.AnyAsync(r => r.Id == request.Value && r.State == RequestState.AwaitingApproval))
            await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        promise($"approved {request.Value}");
    }

    private async Task ExtendedAsync(GrantRow grant)
    {
        if ((await scene.GrantAsync(grant.Id)).State != GrantState.Active)
            return;
        await using var db = portal.Databases.Create();
        var filed = await db.Requests.Where(r => r.ExtendsGrantId == grant.Id).Select(r => (Guid?)r.Id).SingleOrDefaultAsync();
        var request = filed is { } id
            ? new RequestId(id)
            : await Scene.Must(portal.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), TimeSpan.FromMinutes(30), "Not finished yet"), CancellationToken.None));
        promise($"filed {request.Value}");
        await ApproveAsync(request);
        await SettledAsync(grant.Id);
    }

    private async Task RotatedAsync(GrantRow grant)
    {
        if (await scene.GrantAsync(grant.Id) is not { State: GrantState.Active, Rotations: 0 })
            return;
        await Scene.Must(portal.Get<RotateCredential>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        promise($"rotated {grant.Id}");
    }

    private async Task RevealedAsync(GrantRow grant)
    {
        await SettledAsync(grant.Id);
        if (await scene.GrantAsync(grant.Id) is not { State: GrantState.Active, RevealedAt: null })
            return;
        await Scene.Must(portal.Get<RevealCredential>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        promise($"revealed {grant.Id}");
    }

    private async Task GivenBackAsync(GrantRow grant)
    {
        if ((await scene.GrantAsync(grant.Id)).State == GrantState.Active)
            await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        promise($"given-back {grant.Id}");
    }

    /// <summary>Nothing more to do where an earlier node has spooled the outcome, and this one has replayed it.</summary>
    private async Task LockedUntilSpooledAsync(Guid grant)
    {
        await Eventually.TrueAsync(async () => portal.Get<StandingLeases>().Known > 0 || await HasEndedAsync(grant), "the loop has read what ends soon", Patience);
        await using var held = await WriteLock.TakeAsync(database);
        if (!await HasEndedAsync(grant))
            await Eventually.TrueAsync(() => portal.Get<OutcomeSpool>().Count > 0, "the outcome is spooled", Patience);
    }

    private async Task<bool> HasEndedAsync(Guid grant) => (await scene.GrantAsync(grant)).State == GrantState.Ended;

    private async Task<GrantRow> UntilAsync(Actor who, EntitlementId what, Func<GrantRow, bool> condition) => await Eventually.GetAsync(
        async () =>
        {
            await using var db = portal.Databases.Create();
            var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.PersonId == who.Id.Value && g.EntitlementId == what.Value);
            return grant is not null && condition(grant) ? grant : null;
        },
        "the grant gets there",
        Patience);

    /// <summary>No change of the grant is on its way.</summary>
    private Task SettledAsync(Guid grant) =>
        Eventually.TrueAsync(async () => await scene.GrantAsync(grant) is { NextAttemptAt: null } or { State: not GrantState.Active }, "the change has been carried out", Patience);

    private Task QuietAsync() => Eventually.TrueAsync(
        async () =>
        {
            await using var db = portal.Databases.Create();
            var soon = portal.Clock.GetUtcNow().AddMinutes(1);
            return portal.Get<OutcomeSpool>().Count == 0
                && !await db.Grants.AnyAsync(g => g.State != GrantState.Ended && (g.NextAttemptAt != null || g.EndsAt <= soon));
        },
        "nothing is on its way any more",
        Patience);
}
