using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Requests;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>What the form says beforehand is what filing it does: some hundred forms under as many mixtures of rules, the same ones every time.</summary>
public sealed class PreviewTests
{
    private const int People = 20;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Stage Owners = new([new Approver.Group("owners")], 1, 4 * Hour);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Preview_AnyFormUnderAnyPolicy_SaysWhatFilingThenDoes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var entitlements = await RuleMixtures.PublishAsync(world);
        var said = new List<Answer>();

        for (var i = 0; i < People; i++)
        {
            var random = new Random(i);
            var person = await Scene.SignInAsync(world.Portal, $"person-{i}", $"Person {i}", PortalRole.Requester, "engineering");
            foreach (var what in entitlements)
                said.Add(await ShouldComeTrueAsync(world, RuleMixtures.Session(random, person, world.Portal.Clock.GetUtcNow()), RuleMixtures.Form(random, what)));
        }

        foreach (var outcome in new[] { "Automatic", "NeedsApproval", "Refused", "step-up" })
            said.Count(answer => answer.Outcome == outcome).ShouldBeGreaterThan(20, outcome);
        said.Count(answer => answer.Without).ShouldBeGreaterThan(0);
        said.Count(answer => answer.BreakGlass).ShouldBeGreaterThan(0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Preview_AnyExtension_SaysWhatFilingThenDoes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var what = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "longer", "Write", "ephemeral:longer");
        await world.Scene.PublishAsync(
            "longer",
            [what],
            new Rule("automatic", new Effect.Automatic(2 * Hour, Hour), new Condition.Always()),
            new Rule("ask", new Effect.Ask(6 * Hour, Hour, [Owners]), new Condition.TicketPresent()));
        var said = new List<Answer>();

        for (var i = 0; i < People; i++)
        {
            var random = new Random(i);
            var person = await Scene.SignInAsync(world.Portal, $"person-{i}", $"Person {i}", PortalRole.Requester, "engineering");
            var grant = await world.Scene.ActiveGrantAsync(person, what, Hour);
            said.Add(await ShouldComeTrueAsync(world, person, RuleMixtures.Form(random, what) with { Emergency = false, Extends = new GrantId(grant.Id) }));
        }

        said.Select(answer => answer.Outcome).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["Automatic", "NeedsApproval", "Refused"]);
    }

    /// <returns>What was said.</returns>
    private static async Task<Answer> ShouldComeTrueAsync(World world, Actor actor, RequestForm form)
    {
        var preview = await world.Get<PreviewRequest>().RunAsync(actor, form, CancellationToken.None);
        var filed = await world.Get<SubmitRequest>().RunAsync(actor, form, CancellationToken.None);

        var said = preview.Match(Answer.Of, Answer.Of);
        var did = filed.Succeeded ? Answer.Of(await world.RequestAsync(filed.Value.Value)) : Answer.Of(filed.Refusal);
        said.ShouldBe(did, $"{form} from {actor.SourceAddress} with {actor.Assurance}");
        return said;
    }

    /// <summary>What somebody was told of a request, beforehand or by what became of it.</summary>
    private sealed record Answer(string Outcome, string Sentence)
    {
        public AssuranceLevel? StepUp { get; init; }

        /// <summary>There is a way without the step-up.</summary>
        public bool Without { get; init; }

        public bool BreakGlass { get; init; }

        /// <summary>The route and its limits, or what stands against it.</summary>
        public ValueList<string> Clauses { get; init; } = [];

        public ValueList<string> Alternatives { get; init; } = [];

        public long PolicyVersion { get; init; }

        public static Answer Of(RequestPreview preview) => preview.StepUp is { } level
            ? new Answer("step-up", preview.Sentence) { StepUp = level, Without = preview.Without is not null }
            : new Answer(preview.Kind.ToString(), preview.Sentence)
            {
                BreakGlass = preview.IsBreakGlass,
                Clauses = preview.Reasons.Select(reason => $"{reason.Clause}: {reason.Holds}").ToValueList(),
                Alternatives = preview.Alternatives.ToValueList(),
                PolicyVersion = preview.PolicyVersion,
            };

        public static Answer Of(Refusal refusal) => refusal is Refusal.NeedsStepUp needed
            ? new Answer("step-up", needed.Shown) { StepUp = needed.Level, Without = needed.WithoutIt }
            : new Answer(refusal.GetType().Name, refusal.Shown);

        public static Answer Of(RequestRow filed)
        {
            var verdict = VerdictDocument.Read(filed.Verdict).Value;
            return new Answer(Became(filed.State), verdict.Sentence)
            {
                BreakGlass = verdict is Verdict.Automatic { BreakGlass: not null },
                Clauses = verdict.Clauses.Select(clause => $"{clause.Words}: {(clause.Truth == Truth.Unknown ? null : clause.Truth == Truth.True)}").ToValueList(),
                Alternatives = verdict is Verdict.Refused refused ? refused.Alternatives.Select(other => other.Say().English).ToValueList() : [],
                PolicyVersion = filed.PolicyVersion,
            };
        }

        private static string Became(RequestState state) => state switch
        {
            RequestState.Approved => nameof(OutlookKind.Automatic),
            RequestState.AwaitingApproval => nameof(OutlookKind.NeedsApproval),
            RequestState.Denied => nameof(OutlookKind.Refused),
            _ => state.ToString(),
        };
    }
}
