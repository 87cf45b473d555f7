using Bunit;
using JitPortal.Application.Policies;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Policies;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Policies;

public sealed class PolicyPageTests : Page
{
    [Fact]
    public async Task Writing_SomebodyElseProposesMeanwhile_KeepsWhatIsWrittenAndSaysSo()
    {
        var sven = await Scene.SignInAsync(Portal, "sven", "Sven Aas", PortalRole.Requester | PortalRole.Administrator);
        var policy = new Policy(PolicyId.New(), "Reading", 1, new AppliesTo.Any(), [new Rule("no", new Effect.Refuse("Closed."), new Condition.Always())]);
        await Scene.Must(Get<PublishPolicy>().RunAsync(Actor.Portal, policy, CancellationToken.None));
        var page = Open(policy.Id);
        await page.Find("[data-testid=policy-name]").ChangeAsync("Reading in the evening");

        await Scene.PublishAsync("another", [Scene.Automatic], new Rule("no", new Effect.Refuse("Closed."), new Condition.InGroup("nobody")));
        var draft = await Scene.Must(Get<SaveDraft>().RunAsync(sven, new DraftForm(policy with { Version = 2, Name = "Reading at night" }, 0), CancellationToken.None));
        await Scene.Must(Get<ProposePolicy>().RunAsync(sven, policy.Id, draft, CancellationToken.None));

        page.WaitForElement("[data-testid=policy-moved-on]");
        page.Find("[data-testid=policy-name]").GetAttribute("value").ShouldBe("Reading in the evening");
        await page.Find("[data-testid=policy-again]").ClickAsync();
        page.FindAll("[data-testid=policy-editor]").ShouldBeEmpty();
        page.Find("[data-testid=draft-state]").TextContent.ShouldContain("Waits for confirmation");
    }

    [Fact]
    public async Task Writing_AnotherPolicyIsPublishedMeanwhile_IsNotDisturbed()
    {
        var policy = new Policy(PolicyId.New(), "Reading", 1, new AppliesTo.Any(), [new Rule("no", new Effect.Refuse("Closed."), new Condition.Always())]);
        await Scene.Must(Get<PublishPolicy>().RunAsync(Actor.Portal, policy, CancellationToken.None));
        var page = Open(policy.Id);
        await page.Find("[data-testid=policy-name]").ChangeAsync("Reading in the evening");
        var looked = page.RenderCount;

        await Scene.PublishAsync("another", [Scene.Automatic], new Rule("no", new Effect.Refuse("Closed."), new Condition.InGroup("nobody")));

        page.WaitForState(() => page.RenderCount > looked);
        page.FindAll("[data-testid=policy-moved-on]").ShouldBeEmpty();
        page.Find("[data-testid=policy-name]").GetAttribute("value").ShouldBe("Reading in the evening");
    }

    private IRenderedComponent<PolicyPage> Open(PolicyId id)
    {
        Services.AddSingleton(Get<ReadPolicy>());
        Services.AddSingleton(Get<ConfirmPolicy>());
        Services.AddSingleton(Get<WithdrawProposal>());
        SignIn(Scene.Tove);
        var page = Show<PolicyPage>(p => p.Add(c => c.Id, id.Value));
        page.WaitForElement("[data-testid=policy-editor]");
        return page;
    }
}
