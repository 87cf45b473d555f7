using System.Globalization;
using JitPortal.Application.Catalog;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Web.Tests.Portal;

/// <summary>One target with an entitlement that is automatic for engineering, and one that database-owners decide.</summary>
public sealed class World
{
    private readonly IServiceProvider services;
    private readonly Func<string, Task> signIn;
    private readonly TargetId oracle;

    private World(IServiceProvider services, TargetId target, Func<string, Task> signIn) => (this.services, oracle, this.signIn) = (services, target, signIn);

    public required EntitlementId Automatic { get; init; }

    public required EntitlementId Asks { get; init; }

    /// <summary>Automatic for workloads.</summary>
    public required EntitlementId Deploy { get; init; }

    /// <param name="signIn">Lets a person of the issuer sign in.</param>
    public static async Task<World> BuildAsync(IServiceProvider services, int oraclePort, Func<string, Task> signIn)
    {
        var form = new TargetForm("oracle-1", OracleKind.Name, oraclePort.ToString(CultureInfo.InvariantCulture), null);
        var target = (await services.GetRequiredService<AddTarget>().RunAsync(Actor.Portal, form, CancellationToken.None)).Value;
        var add = services.GetRequiredService<AddEntitlement>();
        var automatic = (await add.RunAsync(Actor.Portal, new(target, "stock-db", "Read", "Reads the stock.", "ephemeral:read", []), CancellationToken.None)).Value;
        var asks = (await add.RunAsync(Actor.Portal, new(target, "ledger-db", "Write", "Changes the ledger.", "ephemeral:write", []), CancellationToken.None)).Value;
        var deploy = (await add.RunAsync(Actor.Portal, new(target, "stock-db", "Deploy", "Deploys the stock.", "ephemeral:deploy", []), CancellationToken.None)).Value;
        var world = new World(services, target, signIn) { Automatic = automatic, Asks = asks, Deploy = deploy };
        await world.PublishAsync(automatic, new Rule(
            "automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("engineering")));
        await world.PublishAsync(asks, new Rule(
            "ask",
            new Effect.Ask(TimeSpan.FromHours(8), TimeSpan.FromHours(1), [new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromHours(4))]),
            new Condition.ReasonPresent(5)));
        await world.PublishAsync(deploy, new Rule(
            "workloads", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)), new Condition.SubjectIs(SubjectKind.Workload)));
        // A request that nobody known could decide on is refused, and these two are who can.
        _ = await world.ActorAsync("bo");
        _ = await world.ActorAsync("ann");
        return world;
    }

    /// <summary>One more entitlement, with a policy of its own.</summary>
    public async Task<EntitlementId> AddAsync(string role, params Rule[] rules)
    {
        var form = new EntitlementForm(oracle, "ledger-db", role, $"The ledger as {role}.", $"ephemeral:{role}", []);
        var added = (await services.GetRequiredService<AddEntitlement>().RunAsync(Actor.Portal, form, CancellationToken.None)).Value;
        await PublishAsync(added, rules);
        return added;
    }

    public async Task<RequestId> AskAsync(string person, EntitlementId what, TimeSpan? howLong = null) =>
        (await services.GetRequiredService<SubmitRequest>().RunAsync(
            await ActorAsync(person), new RequestForm(what, howLong ?? TimeSpan.FromHours(1), "Check stuck refunds"), CancellationToken.None)).Value;

    /// <summary>A person as stored, who signs in now if they never did.</summary>
    public async Task<Actor> ActorAsync(string subject)
    {
        if (await PersonAsync(subject) is { } known)
            return known;
        await signIn(subject);
        return (await PersonAsync(subject))!;
    }

    public Task<GrantRow> ActiveGrantAsync(RequestId request) => Eventually.GetAsync(
        async () =>
        {
            await using var db = services.GetRequiredService<PortalDbFactory>().Create();
            return await db.Grants.AsNoTracking().SingleOrDefaultAsync(grant => grant.RequestId == request.Value && grant.State == Domain.Grants.GrantState.Active);
        },
        "the grant is active");

    /// <summary>As an administrator does.</summary>
    public async Task DisableAsync(string administrator, string person) =>
        _ = (await services.GetRequiredService<Application.People.DisablePerson>().RunAsync(await ActorAsync(administrator), (await ActorAsync(person)).Id, CancellationToken.None)).Value;

    private async Task<Actor?> PersonAsync(string subject)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().Create();
        var known = await db.Logins.SingleOrDefaultAsync(login => login.Subject == subject);
        return known is null ? null : await services.GetRequiredService<Application.People.ReadActor>().RunAsync(new PersonId(known.PersonId), CancellationToken.None);
    }

    private async Task PublishAsync(EntitlementId entitlement, params Rule[] rules)
    {
        var policy = new Policy(PolicyId.New(), rules[0].Id, 1, new AppliesTo.Entitlements([entitlement]), [.. rules]);
        _ = (await services.GetRequiredService<PublishPolicy>().RunAsync(Actor.Portal, policy, CancellationToken.None)).Value;
    }
}
