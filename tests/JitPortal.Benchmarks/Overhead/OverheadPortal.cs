using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Connectors.PostgreSql;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>A portal with one entitlement on the server, automatic for everybody.</summary>
internal sealed class OverheadPortal : IAsyncDisposable
{
    private readonly TestPortal portal;
    private readonly TargetId target;
    private readonly EntitlementId entitlement;
    private readonly IReadOnlyList<Actor> people;
    private int asked;

    private OverheadPortal(TestPortal portal, TargetId target, EntitlementId entitlement, IReadOnlyList<Actor> people) =>
        (this.portal, this.target, this.entitlement, this.people) = (portal, target, entitlement, people);

    public static async Task<OverheadPortal> CreateAsync(TestDatabase database, TargetServer server, PrincipalMode mode)
    {
        var node = await TestPortal.CreateAsync(database, configure: s => s.AddSingleton<IConnectorKind>(new PostgreSqlKind(TimeProvider.System)));
        var added = await Scene.Must(node.Get<AddTarget>().RunAsync(
            Actor.Portal, new TargetForm($"server for {mode}", "postgresql", server.Settings, TargetServer.Password), CancellationToken.None));
        var requesters = new List<Actor>();
        foreach (var login in TargetServer.People)
        {
            requesters.Add(await Scene.SignInAsync(node, login, login, PortalRole.Requester, "everybody"));
            await Scene.Must(node.Get<SetTargetAccount>().RunAsync(Actor.Portal, added, requesters[^1].Id, login, CancellationToken.None));
        }
        var read = await Scene.EntitlementAsync(node, added, "database", "Read", TargetServer.Right(mode));
        var rule = new Rule("automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("everybody"));
        await Scene.Must(node.Get<PublishPolicy>().RunAsync(
            Actor.Portal, new Policy(PolicyId.New(), $"automatic {mode}", 1, new AppliesTo.Entitlements([read]), [rule]), CancellationToken.None));
        return new OverheadPortal(node, added, read, requesters);
    }

    /// <summary>Files a request of the next person that the policy allows at once.</summary>
    public Task<RequestId> AskAsync() =>
        Scene.Must(portal.Get<SubmitRequest>().RunAsync(people[asked++ % people.Count], new RequestForm(entitlement, TimeSpan.FromHours(1), "Look at a slow query"), CancellationToken.None));

    public Task OpenAsync() => portal.Get<OpenDueJob>().RunAsync(target.Value, CancellationToken.None);

    public Task CloseAsync() => portal.Get<RevokeDueJob>().RunAsync(target.Value, CancellationToken.None);

    /// <summary>Lets the end of everything that is active have come.</summary>
    public async Task LetEndAsync()
    {
        await using var db = portal.Databases.Create();
        var now = portal.Clock.Now();
        await db.Grants.Where(g => g.State == GrantState.Active).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, now));
    }

    /// <exception cref="InvalidOperationException">The grant of the request is in another state.</exception>
    public async Task<GrantRow> MustBeAsync(RequestId request, GrantState state)
    {
        await using var db = portal.Databases.Create();
        var grant = await db.Grants.AsNoTracking().SingleAsync(g => g.RequestId == request.Value);
        return grant.State == state && (state != GrantState.Ended || grant.Evidence == EvidenceKind.Observed)
            ? grant
            : throw new InvalidOperationException($"The grant is {grant.State} and not {state}: {grant.LastError}");
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();
}
