using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using JitPortal.Domain.Texts;
using JitPortal.Web.Approvals;
using JitPortal.Web.Policies;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using JitPortal.Web.Targets;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

/// <summary>A few components in the pseudo-locale, to know within seconds what PseudoStory of E2E looks for on every page.</summary>
public sealed class PseudoTests : BunitContext
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public PseudoTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(PseudoLocale.Name);

    [Fact]
    public void Components_InThePseudoLocale_MarkEveryText()
    {
        AllMarked(Render<ApprovalTabs>());
        AllMarked(Render<SignedOutPage>());
        AllMarked(Render<StatusPage>(p => p.Add(page => page.Code, 404)));
        AllMarked(Render<ReconnectBar>());
        AllMarked(Render<TargetList>(p => p.Add(list => list.Targets, [])));
        AllMarked(Render<DebtTable>(p => p.Add(table => table.Debt, []).Add(table => table.Count, 0)));
        AllMarked(Render<Confirm>(p => p
            .Add(confirm => confirm.Id, "erase").Add(confirm => confirm.Word, Text.T("Erase")).Add(confirm => confirm.Title, Text.T("Erase")).Add(confirm => confirm.Typed, "Ann Lowe")
            .Add(confirm => confirm.Act, _ => Task.FromResult<Domain.Outcome<Domain.Done>>(default(Domain.Done)))));
        AllMarked(Render<SeveralChoices>(p => p.Add(choices => choices.Options, []).Add(choices => choices.Chosen, new HashSet<string>()).Add(choices => choices.Label, Text.T("Find")).Add(choices => choices.Path, "of")));
    }

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = before;
        base.Dispose(disposing);
    }

    private static void AllMarked<T>(IRenderedComponent<T> component) where T : IComponent
    {
        var texts = component.Nodes.SelectMany(node => node.Descendants<IText>()).Where(text => text.ParentElement?.Closest("bdi, code, kbd, .mono") is null).Select(text => text.Data)
            .Concat(component.FindAll("[aria-label], [title], [placeholder]").SelectMany(e => new[] { e.GetAttribute("aria-label"), e.GetAttribute("title"), e.GetAttribute("placeholder") }.OfType<string>()))
            .Where(text => text.Any(char.IsLetter)).ToList();

        texts.ShouldNotBeEmpty();
        texts.ShouldAllBe(text => text.Trim().StartsWith('⟦') && text.Trim().EndsWith('⟧'));
    }
}
