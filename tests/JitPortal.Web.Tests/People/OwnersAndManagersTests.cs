using Bunit;
using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Catalog;
using JitPortal.Web.People;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.People;

/// <summary>An administrator says on the pages who owns what and who manages whom, and the stages that name them work.</summary>
public sealed class OwnersAndManagersTests : Page
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private EntitlementId asked;

    [Fact]
    public async Task Manager_Chosen_DecidesWhatNamesTheManager()
    {
        await AskOfAsync(new Approver.Manager());
        SignIn(Scene.Tove);
        var form = Show<ManagerForm>(await OfMiraAsync());
        form.Find("[data-testid=manager-now]").TextContent.ShouldContain("Nobody is known as one.");

        await form.Find("[data-testid=manager-choice]").ChangeAsync(Scene.Ann.Id.Value.ToString());
        await form.Find("form").SubmitAsync();

        form.FindAll("#manager-error").ShouldAllBe(error => error.TextContent.Length == 0);
        (await ReadAsync(Scene.Tove)).ShouldSatisfyAllConditions(view => view.Manager!.Name.ShouldBe("Ann Lowe"), view => view.ManagerIsSet.ShouldBeTrue());
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, asked, Hour));
        (await Scene.ApproveAsync(Scene.Ann, request)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Manager_SetToNobodyAgain_SaysWhoSaidSo()
    {
        SignIn(Scene.Tove);
        await Scene.Must(Get<SetManager>().RunAsync(Scene.Tove, Scene.Mira.Id, Scene.Bo.Id, CancellationToken.None));
        var form = Show<ManagerForm>(await OfMiraAsync());

        await form.Find("[data-testid=manager-choice]").ChangeAsync("");
        await form.Find("form").SubmitAsync();

        (await ReadAsync(Scene.Tove)).ShouldSatisfyAllConditions(view => view.Manager.ShouldBeNull(), view => view.ManagerIsSet.ShouldBeTrue());
    }

    [Fact]
    public async Task Owners_PersonAndGroupEntered_DecideWhatNamesTheOwner()
    {
        await AskOfAsync(new Approver.Owner());
        SignIn(Scene.Tove);
        var form = Show<OwnersForm>(p => p.Add(c => c.Entitlement, asked).Add(c => c.Owners, EntitlementOwners.None with { MayChange = true }));

        await form.Find("[data-testid=add-owner]").Closest("form")!.SubmitAsync();
        form.Find("#owners-error").TextContent.ShouldBe("Choose the person.");
        await form.Find("[data-testid=owner-person]").ChangeAsync(Scene.Ann.Id.Value.ToString());
        await form.Find("[data-testid=add-owner]").Closest("form")!.SubmitAsync();
        var added = await OwnersAsync();
        form.Render(p => p.Add(c => c.Owners, added));
        await form.Find("[data-testid=owner-group]").ChangeAsync(" engineering ");
        await form.Find("[data-testid=set-owner-group]").Closest("form")!.SubmitAsync();

        var owners = await OwnersAsync();
        owners.People.ShouldHaveSingleItem().Name.ShouldBe("Ann Lowe");
        owners.Group.ShouldBe("engineering");
        foreach (var approver in new[] { Scene.Ann, Scene.Jon })
            (await Scene.ApproveAsync(approver, await Scene.Must(Scene.AskAsync(approver == Scene.Ann ? Scene.Mira : Scene.Bo, asked, Hour)))).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Forms_ForAnAuditor_AreOnlyRead()
    {
        var lea = await Scene.SignInAsync(Portal, "lea", "Lea Pham", PortalRole.Auditor, "finance");
        SignIn(lea);
        await AskOfAsync(new Approver.Owner());

        var view = (await Get<ReadEntitlement>().RunAsync(lea, asked, CancellationToken.None)).Value;
        Show<OwnersForm>(p => p.Add(c => c.Entitlement, asked).Add(c => c.Owners, view.Others!.Owners)).FindAll("form").ShouldBeEmpty();
        var mira = await ReadAsync(lea);
        Show<ManagerForm>(p => p.Add(c => c.View, mira)).FindAll("form").ShouldBeEmpty();
        (await Get<ReadEntitlement>().RunAsync(Scene.Mira, asked, CancellationToken.None)).Value.Others.ShouldBeNull();
    }

    private async Task AskOfAsync(Approver approver)
    {
        asked = await Scene.EntitlementAsync(Portal, Scene.Target, "vault", "Write", "ephemeral:vault");
        await Scene.PublishAsync("asks", [asked], new Rule("asks", new Effect.Ask(8 * Hour, Hour, [new Stage([approver], 1, Hour)]), new Condition.Always()));
    }

    private async Task<Action<ComponentParameterCollectionBuilder<ManagerForm>>> OfMiraAsync()
    {
        var view = await ReadAsync(Scene.Tove);
        return p => p.Add(c => c.View, view);
    }

    private async Task<PersonView> ReadAsync(Actor reader) => (await Get<ReadPerson>().RunAsync(reader, Scene.Mira.Id, CancellationToken.None)).Value;

    private async Task<EntitlementOwners> OwnersAsync() => (await Get<ReadEntitlement>().RunAsync(Scene.Tove, asked, CancellationToken.None)).Value.Others!.Owners;
}
