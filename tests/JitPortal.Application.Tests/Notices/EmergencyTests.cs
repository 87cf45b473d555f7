using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>Records that say themselves who has to know, and stages that widen.</summary>
public sealed class EmergencyTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Emergency_Opened_TellsWhomTheRecordNamesWhateverTheyChose(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        await Scene.Must(world.Get<Application.Notices.ChangeNoticeSettings>().RunAsync(scene.Bo, (NoticeTopic)511, CancellationToken.None));
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));
        var happened = new AuditEvent(AuditTypes.BreakGlassOpened, null) { Request = request, Person = scene.Jon.Id };
        await RecordAsync(world, happened with { Facts = [new("duration", 1800L), new("due", mail.Time.GetUtcNow().AddDays(1)), new("told", $"{scene.Bo.Id} {scene.Tove.Id}")] });
        await RecordAsync(world, happened with { Type = AuditTypes.BreakGlassOverdue });

        await mail.SendAsync();

        (await world.ToldAsync()).ShouldBe(
            ["Bo: EmergencyOpened", "Tove: EmergencyOpened", "Bo: EmergencyReviewOverdue", "Tove: EmergencyReviewOverdue", "Jon: EmergencyReviewOverdue"], ignoreOrder: true);
        mail.Messages.Where(m => m.To.ToString().Contains("bo@")).Select(m => m.Subject!.Split(',')[0]).ShouldBe(
            ["Emergency access: Jon Sørli: stock-db Read", "Review overdue: Jon Sørli: stock-db Read"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stage_WasEscalated_AsksOnlyThoseWhoHaveNotBeenAsked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        var cleo = await Scene.SignInAsync(world.Portal, "cleo", "Cleo", Domain.People.PortalRole.Approver, "owners");
        await RecordAsync(world, new AuditEvent(AuditTypes.RequestEscalated, null) { Request = request, Person = scene.Jon.Id, Facts = [new("stage", 1L)] });

        await world.TellAsync();

        (await world.ToldAsync(cleo)).ShouldBe([NoticeKind.RequestWaits]);
        (await world.ToldAsync()).Count.ShouldBe(3);
    }

    private static Task RecordAsync(World world, AuditEvent happened) => Scene.Must(world.Get<Ledger>().WriteAsync<Done>(
        writing =>
        {
            writing.Record(happened);
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        CancellationToken.None));
}
