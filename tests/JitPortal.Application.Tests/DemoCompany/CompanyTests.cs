using JitPortal.Application.Audit;
using JitPortal.DemoCompany;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.DemoCompany;

public sealed class CompanyTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);

    /// <summary>A shop with few people in its second week.</summary>
    private static readonly CompanyOptions Small = new(End, People: 24, Days: 10, Requests: 300);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Found_TwiceWithOneSeed_LivesTheSame(DatabaseKind kind)
    {
        await using var first = await CompanyRun.FoundAsync(kind, Small);
        await using var second = await CompanyRun.FoundAsync(kind, Small);
        await using var other = await CompanyRun.FoundAsync(kind, Small with { Seed = 1 });

        var facts = await first.FactsAsync();
        facts.Count.ShouldBeGreaterThan(60);
        (await second.FactsAsync()).ShouldBe(facts);
        (await other.FactsAsync()).ShouldNotBe(facts);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Found_AtItsEnd_EverythingHasEndedAndSaysThatItWasMadeUp(DatabaseKind kind)
    {
        await using var company = await CompanyRun.FoundAsync(kind, Small);

        var grants = await company.ReadAsync(db => db.Grants.AsNoTracking().ToListAsync());
        grants.Count.ShouldBeGreaterThan(50);
        grants.ShouldAllBe(g => g.State == GrantState.Ended && g.EndedAt < End);
        grants.Where(g => g.ActiveAt != null).ShouldAllBe(g => g.Evidence == EvidenceKind.Acknowledged && g.EvidenceWords!.Contains("no real target was touched"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Found_ItsLog_IsIntactAndInTheOrderOfTime(DatabaseKind kind)
    {
        await using var company = await CompanyRun.FoundAsync(kind, Small);

        var verdict = await new VerifyAudit(company.Databases, company.Keys).RunAsync(CancellationToken.None);
        verdict.Problem.ShouldBeNull();
        var times = await company.ReadAsync(db => db.Audit.OrderBy(a => a.Sequence).Select(a => a.At).ToListAsync());
        times.ShouldBe(times.Order());
        times[0].ShouldBe(Small.Start);
        times[^1].ShouldBeLessThanOrEqualTo(End);
        (await company.ReadAsync(db => db.NoticeCursor.Select(c => c.Sequence).SingleAsync())).ShouldBe(times.Count, "nobody is told of what was made up");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Found_PortalIsInUse_ChangesNothing(DatabaseKind kind)
    {
        await using var company = await CompanyRun.FoundAsync(kind, Small with { Days = 3 });
        var events = await company.ReadAsync(db => db.Audit.CountAsync());

        (await company.FoundAsync(Small)).ShouldBeFalse();

        (await company.ReadAsync(db => db.Audit.CountAsync())).ShouldBe(events);
    }

    /// <summary>The size the demo has, and the stories whose answers are known. One database will do: the others show that both live alike.</summary>
    [Fact]
    public async Task Found_InFull_HasItsSizeAndItsStories()
    {
        var options = new CompanyOptions(End);
        await using var company = await CompanyRun.FoundAsync(DatabaseKind.Sqlite, options);
        var stories = PlantedStories.Of(options);
        TestContext.Current.SendDiagnosticMessage("The company took {0}.", company.Took);

        (await company.ReadAsync(db => db.People.CountAsync(p => !p.IsWorkload))).ShouldBe(64);
        (await company.ReadAsync(db => db.People.CountAsync(p => p.IsWorkload))).ShouldBe(4);
        (await company.ReadAsync(db => db.Requests.CountAsync())).ShouldBeInRange(1_200, 1_400);
        (await CountsAsync(company)).ShouldAllBe(c => c.Value > 0, "every way a request can go is there");
        await ShouldAskFourTimesAsync(company, stories);
        await ShouldBeLateAsync(company, stories);
        (await company.ReadAsync(db => db.Policies.Where(p => p.Name == "Customer care desk").OrderBy(p => p.Version).Select(p => p.PublishedAt).ToListAsync()))
            .ShouldBe([options.Start, stories.WidenedAt]);
        await ShouldOweOneReviewAsync(company, stories);
        await ShouldKnowWhoAnswersForWhatAsync(company);
    }

    private static async Task<Dictionary<RequestState, int>> CountsAsync(CompanyRun company)
    {
        var counts = await company.ReadAsync(db => db.Requests.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        RequestState[] ways = [RequestState.Approved, RequestState.Denied, RequestState.Withdrawn, RequestState.Lapsed];
        return ways.ToDictionary(way => way, way => counts.GetValueOrDefault(way));
    }

    private static async Task ShouldAskFourTimesAsync(CompanyRun company, PlantedStories stories)
    {
        var since = Utc(stories.EagerSince).AddDays(1);
        var filed = await company.ReadAsync(db => db.Requests
            .Where(r => db.Logins.Any(l => l.PersonId == r.RequesterId && l.Subject == PlantedStories.Eager) && r.FiledAt > since && r.FiledAt < End.AddHours(-12)).Select(r => r.FiledAt).ToListAsync());
        var days = filed.GroupBy(at => DateOnly.FromDateTime(at.UtcDateTime)).Where(d => d.Key.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        days.ShouldNotBeEmpty();
        days.Count(d => d.Count() >= 4).ShouldBeGreaterThan(days.Count * 3 / 4);
    }

    /// <summary>Access on the databases that ended in the outage was evidenced only after it.</summary>
    private static async Task ShouldBeLateAsync(CompanyRun company, PlantedStories stories)
    {
        var over = stories.OutageFrom + PlantedStories.OutageLasts;
        var failed = await company.ReadAsync(db => db.Audit.Where(a => a.Type == AuditTypes.GrantRevokeFailed).Select(a => a.At).ToListAsync());
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(at => at >= stories.OutageFrom && at <= over);
        var late = await company.ReadAsync(db => db.Grants.Where(g => g.RevokingAt > stories.OutageFrom && g.RevokingAt < over && db.Targets.Any(t => t.Id == g.TargetId && t.Name == "orders-pg")).ToListAsync());
        late.ShouldNotBeEmpty();
        late.ShouldAllBe(g => g.EndedAt > over);
    }

    /// <summary>Three broke the glass in the night; two of them were judged the next day, and the last never explained it.</summary>
    private static async Task ShouldOweOneReviewAsync(CompanyRun company, PlantedStories stories)
    {
        var reviews = await company.ReadAsync(db => db.PostReviews
            .Join(db.Requests, r => r.RequestId, r => r.Id, (review, request) => new { review.State, review.DueAt, review.Explanation, review.ReviewedAt, request.FiledAt, request.Reason, request.Emergency })
            .OrderBy(r => r.FiledAt).ToListAsync());
        var night = Utc(stories.Incident);
        reviews.ShouldAllBe(r => r.FiledAt >= night && r.FiledAt < night.AddHours(4) && r.Reason == PlantedStories.IncidentReason && r.Emergency);
        reviews.Select(r => r.State).ShouldBe([PostReviewState.Accepted, PostReviewState.Accepted, PostReviewState.Overdue]);
        reviews[..2].ShouldAllBe(r => r.Explanation != null && r.ReviewedAt < r.DueAt);
        reviews[2].Explanation.ShouldBeNull();
        (await company.ReadAsync(db => db.Audit.Where(a => a.Type == AuditTypes.BreakGlassOverdue).Select(a => a.At).ToListAsync())).ShouldHaveSingleItem().ShouldBeGreaterThan(reviews[2].DueAt);
    }

    private static async Task ShouldKnowWhoAnswersForWhatAsync(CompanyRun company)
    {
        (await company.ReadAsync(db => db.People.CountAsync(p => !p.IsWorkload && p.ManagerId == null))).ShouldBe(1, "all but the first of the managers have one");
        (await company.ReadAsync(db => db.People.CountAsync(p => p.IsWorkload && p.OwnerId == null))).ShouldBe(0);
        (await company.ReadAsync(db => db.Entitlements.CountAsync(e => !db.EntitlementOwners.Any(o => o.EntitlementId == e.Id)))).ShouldBe(0);
        var names = await company.ReadAsync(db => db.People.Select(p => p.Name).ToListAsync());
        foreach (var letter in "øčß\u05dc")   // the last one is Hebrew: a name from right to left
            names.ShouldContain(name => name.Contains(letter));
    }

    private static DateTimeOffset Utc(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
