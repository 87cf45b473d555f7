using System.Security.Claims;
using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Grants;
using JitPortal.Web.Live;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Renders components on real use cases over a real database; only the browser is not there.</summary>
public abstract class Page : BunitContext, IAsyncLifetime
{
    private TestDatabase database = null!;

    protected Scene Scene { get; private set; } = null!;

    protected TestPortal Portal { get; private set; } = null!;

    /// <summary>The target.</summary>
    protected OracleServer Oracle { get; } = new();

    /// <summary>The clock of pages; the use cases keep the real one.</summary>
    protected virtual TimeProvider PageClock => TimeProvider.System;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Portal = await TestPortal.CreateAsync(database);
        Scene = await Scene.BuildAsync(Portal, Oracle.Port);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(PageClock);
        var levels = new SignInOptions { Assurance = new() { [AssuranceLevel.MultiFactor] = new AssuranceRule { Acr = ["mfa"] } } };
        var assurance = new AssuranceMapping(Options.Create(levels), PageClock);
        Services.AddSingleton(new ActorFromClaims(Portal.Get<ReadActor>(), assurance));
        Services.AddScoped<CurrentActor>();
        Services.AddScoped<CircuitPresence>();
        AddUseCases();
        await Portal.StartLoopAsync();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Portal.DisposeAsync();
        await Oracle.DisposeAsync();
        await database.DisposeAsync();
    }

    protected void SignIn(Actor actor) =>
        AddAuthorization().SetAuthorized(actor.Name).SetClaims(new Claim(PortalClaims.Person, actor.Id.ToString()));

    /// <summary>As in a browser, whose session is a row: what is kept is kept for it.</summary>
    protected async Task SignInWithSessionAsync(Actor actor)
    {
        var session = SessionId.New();
        await Scene.Must(Get<StartSession>().RunAsync(
            new SessionForm(session, session.ToString(), actor.Id, "https://issuer.test", actor.Name, null, PageClock.GetUtcNow().AddHours(1), []), CancellationToken.None));
        AddAuthorization().SetAuthorized(actor.Name).SetClaims(new Claim(PortalClaims.Person, actor.Id.ToString()), new Claim(PortalClaims.Session, session.ToString()));
    }

    /// <summary>With the cascades that the shell gives.</summary>
    protected IRenderedComponent<TComponent> Show<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>> parameters)
        where TComponent : IComponent
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Render<TComponent>(builder =>
        {
            builder.AddCascadingValue(ViewerClock.In("Europe/Oslo", PageClock));
            parameters(builder);
        });
    }

    protected T Get<T>()
        where T : notnull => Portal.Get<T>();

    private void AddUseCases()
    {
        Services.AddSingleton(Get<KeepAction>());
        Services.AddScoped<StepUp>();
        Services.AddSingleton(Get<ILiveEvents>());
        Services.AddSingleton(Get<ListCatalog>());
        Services.AddSingleton(Get<ListUsual>());
        Services.AddSingleton(Get<ListApprovals>());
        Services.AddSingleton(Get<ListDecided>());
        Services.AddSingleton(Get<SeeNotices>());
        Services.AddSingleton(Get<CountUnread>());
        Services.AddSingleton(Get<PreviewRequest>());
        Services.AddSingleton(Get<SubmitRequest>());
        Services.AddSingleton(Get<ReadRequest>());
        Services.AddSingleton(Get<ConfirmRequest>());
        Services.AddSingleton(Get<RemindApprovers>());
        Services.AddSingleton(Get<RevokeGrant>());
        Services.AddSingleton(Get<WithdrawRequest>());
        Services.AddSingleton(Get<DecideRequest>());
        Services.AddSingleton(Get<PassOnRequest>());
        Services.AddSingleton(Get<AskRequester>());
        Services.AddSingleton(Get<AnswerQuestion>());
        Services.AddSingleton(Get<GiveBackGrant>());
        Services.AddSingleton(Get<ListColleagues>());
        Services.AddSingleton(Get<SetManager>());
        Services.AddSingleton(Get<SetOwners>());
        Services.AddSingleton(Get<ExtendGrant>());
        Services.AddScoped<ExtensionDesk>();
        Services.AddSingleton(Get<PreviewExtensions>());
        Services.AddSingleton(Get<RotateCredential>());
        Services.AddSingleton(Get<ReadPolicyNames>());
        Services.AddSingleton(Get<SaveDraft>());
        Services.AddSingleton(Get<DiscardDraft>());
        Services.AddSingleton(Get<ProposePolicy>());
        Services.AddSingleton(Get<AnalysePolicy>());
        Services.AddSingleton(Get<TryPolicy>());
        Services.AddSingleton(Get<AskForceClose>());
        Services.AddSingleton(Get<AgreeForceClose>());
    }
}
