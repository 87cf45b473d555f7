using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Application.Tests.Notices;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Approvers ask, whoever filed the request answers, and nothing is decided by either.</summary>
public sealed class QuestionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_ThenAnswer_EachIsToldAndEverybodyReadsBothInOrderWhileTheTimeRunsOn(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, 2 * Hour));
        var before = await world.RequestAsync(request.Value);
        var by = before.LapsesAt!.Value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await mail.SendAsync();

        await Scene.Must(AskAsync(world, scene.Bo, request, " Which refunds? "));
        await mail.SendAsync();
        (await world.WordsAsync(scene.Jon)).ShouldBe([new NoticeText($"Bo Berg asks about your request: ledger-db Write, 2 h — answer by {by}", "Which refunds?")]);
        (await world.Get<ListNotices>().RunAsync(scene.Jon, unread: false, before: null, ListNotices.Most, None)).ShouldHaveSingleItem().Path.ShouldBe($"/requests/{request}");
        (await world.DeliveriesAsync())[^1].ShouldSatisfyAllConditions(d => d.PersonId.ShouldBe(scene.Jon.Id.Value), d => d.State.ShouldBe(DeliveryState.Sent));
        (await ReadAsync(world, scene.Jon, request)).Questions.ShouldHaveSingleItem().Given.ShouldBe("Which refunds?");
        (await ReadAsync(world, scene.Bo, request)).Questions.ShouldBeEmpty("they are not his to answer");

        await Scene.Must(AnswerAsync(world, scene.Jon, request, "Those of May"));
        await mail.SendAsync();
        (await world.WordsAsync(scene.Bo))[0].ShouldBe(new NoticeText($"Jon Sørli answered: ledger-db Write, 2 h — decide by {by}", "Those of May"));
        (await world.Get<ListNotices>().RunAsync(scene.Bo, unread: false, before: null, ListNotices.Most, None))[0].Path.ShouldBe($"/approve/{request}");
        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits], "she did not ask");
        foreach (var reader in new[] { scene.Jon, scene.Bo, scene.Ann })
            (await ReadAsync(world, reader, request)).Timeline.TakeLast(2).Select(t => $"{t.Actor}, {t.Title}: {t.Given}").ShouldBe(["Bo Berg, Question: Which refunds?", "Jon Sørli, Answer: Those of May"]);
        (await world.Get<ListApprovals>().RunAsync(scene.Ann, None)).ShouldHaveSingleItem().Thread.Select(t => t.Given).ShouldBe(["Which refunds?", "Those of May"]);
        (await ReadAsync(world, scene.Jon, request)).Questions.ShouldBeEmpty();

        var after = await world.RequestAsync(request.Value);
        (after.State, after.LapsesAt, after.Version, after.Allowed).ShouldBe((before.State, before.LapsesAt, before.Version, before.Allowed), "nothing that anybody decides by has changed");
        (await scene.ApproveAsync(scene.Ann, request)).Succeeded.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Answer_ToSeveralQuestions_IsOneAnswerForAllWhoAsked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        (await AnswerAsync(world, scene.Jon, request, "Nobody asked")).Refusal.ShouldBe(new Refusal.Conflict("Nothing that was asked is without an answer."));
        await Scene.Must(AskAsync(world, scene.Bo, request, "Which refunds?"));
        await Scene.Must(AskAsync(world, scene.Ann, request, "Why now?"));
        await Scene.Must(AskAsync(world, scene.Bo, request, "All of them?"));
        (await ReadAsync(world, scene.Jon, request)).Questions.Select(q => q.Given).ShouldBe(["Which refunds?", "Why now?", "All of them?"]);

        await Scene.Must(AnswerAsync(world, scene.Jon, request, "Those of May"));
        await world.TellAsync();

        (await world.ToldAsync()).Where(t => t.EndsWith("QuestionAnswered", StringComparison.Ordinal)).ShouldBe(["Bo: QuestionAnswered", "Ann: QuestionAnswered"], ignoreOrder: true);
        (await AnswerAsync(world, scene.Jon, request, "And another thing")).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AskAndAnswer_DecidedBeforeAnybodyWasTold_AreNewsToNobody(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        var told = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await Scene.Must(AskAsync(world, scene.Bo, told, "Which refunds?"));
        await world.TellAsync();
        await Scene.Must(AnswerAsync(world, scene.Jon, told, "Those of May"));
        await Scene.Must(scene.DenyAsync(scene.Ann, told));
        var untold = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(AskAsync(world, scene.Bo, untold, "Why?"));
        await Scene.Must(scene.DenyAsync(scene.Ann, untold));

        await mail.SendAsync();

        (await world.ToldAsync(scene.Jon)).ShouldBe([NoticeKind.QuestionAsked, NoticeKind.RequestDenied]);
        (await world.ToldAsync(scene.Mira)).ShouldBe([NoticeKind.RequestDenied]);
        (await world.ToldAsync(scene.Bo)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.NothingToDo]);
        var question = (await world.NoticesAsync()).Single(n => n.Kind == NoticeKind.QuestionAsked);
        (await world.DeliveriesAsync()).Single(d => d.Notice == question.Number).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dropped), d => d.LastError.ShouldBe("It was decided meanwhile."));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AQuestionOrAnswer_ReachesEveryOpenPageOfThoseItConcerns(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        var heard = new List<LiveEvent>();
        using var listening = world.Get<ILiveEvents>().Subscribe(heard.Add);

        await Scene.Must(AskAsync(world, scene.Bo, request, "Which refunds?"));
        await Scene.Must(AnswerAsync(world, scene.Jon, request, "Those of May"));

        heard.Select(e => e.Type).ShouldBe([AuditTypes.QuestionAsked, AuditTypes.QuestionAnswered]);
        heard.ShouldAllBe(e => e.Request == request && e.Audience.Includes(scene.Jon) && e.Audience.Includes(scene.Bo) && e.Audience.Includes(scene.Ann) && !e.Audience.Includes(scene.Mira));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AskOrAnswer_ByTheWrongPersonOrTooLate_IsRefusedInWords(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        (await AskAsync(world, scene.Jon, request, "Why?")).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("Nobody decides on their own request.");
        (await AskAsync(world, scene.Mira, request, "Why?")).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await AskAsync(world, scene.Tove, request, "Why?")).Refusal.ShouldBeOfType<Refusal.Forbidden>("an administrator does not decide it");
        await Scene.Must(AskAsync(world, scene.Bo, request, "Why?"));
        (await AnswerAsync(world, scene.Ann, request, "Because")).Refusal.ShouldBe(new Refusal.Forbidden("Only who asked for the access answers."));
        (await AnswerAsync(world, scene.Mira, request, "Because")).Refusal.ShouldBeOfType<Refusal.NotFound>();

        await Scene.Must(scene.ApproveAsync(scene.Ann, request));
        (await AskAsync(world, scene.Bo, request, "Why?")).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Ann Lowe approved it");
        (await AnswerAsync(world, scene.Jon, request, "Because")).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Ann Lowe approved it");
        (await ReadAsync(world, scene.Jon, request)).Questions.ShouldBeEmpty("there is nothing left to answer");

        var late = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(AskAsync(world, scene.Bo, late, "Why?"));
        time.Advance(4 * Hour);
        (await AskAsync(world, scene.Bo, late, "Why?")).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await AnswerAsync(world, scene.Mira, late, "Because")).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("It has lapsed: nobody decided in time.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_MoreThanTwenty_IsRefusedAlsoWhenAllComeAtOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        for (var i = 0; i < AskRequester.Most - 1; i++)
            await Scene.Must(AskAsync(world, i % 2 == 0 ? scene.Bo : scene.Ann, request, "Why?"));

        var last = await World.AtOnceAsync<bool>([.. Enumerable.Range(0, 4).Select(_ => new Func<Task<bool>>(async () => (await AskAsync(world, scene.Bo, request, "Why?")).Succeeded))]);

        last.Count(asked => asked).ShouldBe(1);
        (await AskAsync(world, scene.Ann, request, "Why?")).Refusal.ShouldBe(new Refusal.Conflict("20 questions were asked about this request, and there can be no more. Decide on it, or pass it on."));
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.QuestionAsked).ShouldBe(AskRequester.Most);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AskAndAnswer_WithATextThatCannotStand_AreRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await Scene.Must(AskAsync(world, scene.Bo, request, new string('x', 2_000)));

        foreach (var text in new[] { "", "  \n", "broken \ud800", "a\u0000b", new string('x', 2_001) })
        {
            (await AskAsync(world, scene.Bo, request, text)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Field.ShouldBe("question");
            (await AnswerAsync(world, scene.Jon, request, text)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Field.ShouldBe("answer");
        }
        (await ReadAsync(world, scene.Jon, request)).Questions.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AWorkload_IsRefusedBecauseItAnswersNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var ci = await Scene.Must(world.Get<Application.People.RecognisePerson>().RunAsync(new("https://issuer.test", "ci", "ci", null, PortalRole.None, null, true), None));
        var request = await Scene.Must(scene.AskAsync(ci, scene.Asks, Hour));

        (await AskAsync(world, scene.Bo, request, "Why?")).Refusal.ShouldBe(new Refusal.Conflict("A workload filed it, which answers no questions."));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_WhoWrote_TakesTheTextsOutOfTimelineNoticesAndThread(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await Scene.Must(AskAsync(world, scene.Bo, request, "Is this a secret question?"));
        await Scene.Must(world.Get<PassOnRequest>().RunAsync(scene.Bo, request, new PassOnForm(scene.Ann.Id, "A secret remark"), None));
        await world.TellAsync();

        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Bo.Id, None));

        (await ReadAsync(world, scene.Jon, request)).Timeline.Where(t => t.Type is AuditTypes.QuestionAsked or AuditTypes.RequestPassedOn)
            .ShouldAllBe(t => t.Given == null && t.Actor == "somebody who was erased");
        (await world.WordsAsync(scene.Jon))[0].ShouldBe(new NoticeText((await world.WordsAsync(scene.Jon))[0].Title, "What was written cannot be read any more."));
        (await world.WordsAsync(scene.Ann))[0].First.ShouldBe("Check stuck refunds", "without the remark it begins with the reason");
        var cells = await world.CellsAsync();
        new[] { "secret question", "secret remark" }.SelectMany(text => new Canary(text).FindIn(cells)).ShouldBeEmpty();
    }

    private static Task<Outcome<Done>> AskAsync(World world, Actor by, RequestId request, string question) => world.Get<AskRequester>().RunAsync(by, request, question, None);

    private static Task<Outcome<Done>> AnswerAsync(World world, Actor by, RequestId request, string answer) => world.Get<AnswerQuestion>().RunAsync(by, request, answer, None);

    private static Task<RequestView> ReadAsync(World world, Actor reader, RequestId request) => Scene.Must(world.Get<ReadRequest>().RunAsync(reader, request, None));
}
