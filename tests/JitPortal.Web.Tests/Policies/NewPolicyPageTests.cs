using Bunit;
using JitPortal.Application.Policies;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Policies;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Policies;

public sealed class NewPolicyPageTests : Page
{
    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public static TheoryData<string> Templates => [.. PolicyTemplates.All.Select(template => template.Key).Where(key => key != "empty")];

    [Theory, MemberData(nameof(Templates))]
    public async Task Template_GroupsAreNamed_IsCompleteAndCanBeSaved(string template)
    {
        var page = Open(template);
        foreach (var path in GroupsLeftEmpty(page))
            await page.Find($"[data-testid='{path}']").ChangeAsync("engineering");

        page.FindAll("[aria-invalid=true]").ShouldBeEmpty();
        await page.Find("[data-testid=save-draft]").ClickAsync();

        Address.Uri.ShouldContain("/policies/");
        Address.Uri.ShouldNotContain("/policies/new");
    }

    [Fact]
    public async Task TimeOfDay_AsABrowserGivesIt_IsTaken()
    {
        var page = Open("read-in-hours");

        await page.Find("[data-testid='rules[0].when.of[1].from']").ChangeAsync("09:30");

        var from = page.Find("[data-testid='rules[0].when.of[1].from']");
        from.GetAttribute("value").ShouldBe("09:30");
        from.GetAttribute("aria-invalid").ShouldBe("false");
    }

    [Fact]
    public async Task TimeOfDay_Emptied_SaysWhatIsWanted()
    {
        var page = Open("read-in-hours");

        await page.Find("[data-testid='rules[0].when.of[1].from']").ChangeAsync("");

        page.Find("[id='mistake-rules[0].when.of[1].from']").TextContent.ShouldContain("Write a time of day as 08:30.");
    }

    private static IReadOnlyList<string> GroupsLeftEmpty(IRenderedComponent<NewPolicyPage> page) =>
        [.. page.FindAll("input[aria-invalid=true][list=known-groups]").Select(input => input.GetAttribute("data-testid")!)];

    private IRenderedComponent<NewPolicyPage> Open(string template)
    {
        Services.AddSingleton(Get<ReadSoloMode>());
        SignIn(Scene.Tove);
        Address.NavigateTo($"/policies/new?template={template}");
        var page = Show<NewPolicyPage>(_ => { });
        page.WaitForElement("[data-testid=policy-editor]");
        return page;
    }
}
