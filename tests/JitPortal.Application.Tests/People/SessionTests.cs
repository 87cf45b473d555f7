using System.Text;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

/// <summary>Sessions as rows: they are read by their key alone, and can be ended from outside.</summary>
public sealed class SessionTests
{
    private const string Issuer = "https://issuer.test";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Start_ThenRead_GivesTheTicketBackAndNeitherItNorTheKeyIsStored(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = Form(world, world.Scene.Mira, "mira", "key-of-mira-0123456789", ticket: "ticket-of-mira-0123456789");

        await Scene.Must(world.Get<StartSession>().RunAsync(form, None));
        var open = await world.Get<ReadSession>().RunAsync(form.Key, None);

        Encoding.UTF8.GetString(open!.Ticket).ShouldBe("ticket-of-mira-0123456789");
        (await ActsAsync(world, form)).ShouldBeTrue();
        (await world.Get<ReadSession>().RunAsync("another key", None)).ShouldBeNull();
        var dump = string.Join('\n', await world.StateAsync());
        dump.ShouldNotContain("key-of-mira");
        dump.ShouldNotContain("ticket-of-mira");
        dump.ShouldNotContain(Convert.ToBase64String(form.Ticket)[..20]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Read_PastItsEnd_IsNobody(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var form = Form(world, world.Scene.Mira, "mira");
        await Scene.Must(world.Get<StartSession>().RunAsync(form, None));

        time.Advance(TimeSpan.FromHours(8));

        (await world.Get<ReadSession>().RunAsync(form.Key, None)).ShouldBeNull();
        (await ActsAsync(world, form)).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Renew_BySomebodyElse_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = Form(world, world.Scene.Mira, "mira");
        await Scene.Must(world.Get<StartSession>().RunAsync(form, None));
        var before = await world.StateAsync();

        var renew = world.Get<RenewSession>();
        (await renew.RunAsync(form with { Person = world.Scene.Jon.Id, Subject = "jon" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await renew.RunAsync(form with { Subject = "mira-at-home" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await renew.RunAsync(form with { Issuer = "https://other.test" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await renew.RunAsync(form with { Key = "guessed" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Renew_BySamePerson_KeepsTheSessionWithTheNewTicket(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = Form(world, world.Scene.Mira, "mira");
        await Scene.Must(world.Get<StartSession>().RunAsync(form, None));

        await Scene.Must(world.Get<RenewSession>().RunAsync(form with { Ticket = "with a second factor"u8.ToArray() }, None));

        var open = await world.Get<ReadSession>().RunAsync(form.Key, None);
        open!.Id.ShouldBe(form.Id);
        Encoding.UTF8.GetString(open.Ticket).ShouldBe("with a second factor");
        (await world.FactAsync(AuditTypes.SessionRenewed, "session")).ShouldBe(form.Id.ToString());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Disable_WithSessions_EndsThemAndNoneBegins(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (form, others) = (Form(world, world.Scene.Mira, "mira"), Form(world, world.Scene.Jon, "jon"));
        await Scene.Must(world.Get<StartSession>().RunAsync(form, None));
        await Scene.Must(world.Get<StartSession>().RunAsync(others, None));

        await Scene.Must(world.Get<DisablePerson>().RunAsync(world.Scene.Tove, world.Scene.Mira.Id, None));

        (await world.Get<ReadSession>().RunAsync(form.Key, None)).ShouldBeNull();
        (await ActsAsync(world, form)).ShouldBeFalse();
        (await ActsAsync(world, others)).ShouldBeTrue();
        (await world.Get<StartSession>().RunAsync(Form(world, world.Scene.Mira, "mira"), None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Logout_OfOneIssuerSession_EndsThatOneOnly(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (laptop, phone) = (Form(world, world.Scene.Mira, "mira", session: "s1"), Form(world, world.Scene.Mira, "mira", session: "s2"));
        await Scene.Must(world.Get<StartSession>().RunAsync(laptop, None));
        await Scene.Must(world.Get<StartSession>().RunAsync(phone, None));

        (await Scene.Must(world.Get<ObeyLogout>().RunAsync(Notice(world, session: "s1", subject: "somebody-else"), None))).ShouldBe(0);
        (await Scene.Must(world.Get<ObeyLogout>().RunAsync(Notice(world, session: "s1"), None))).ShouldBe(1);

        (await ActsAsync(world, laptop)).ShouldBeFalse();
        (await ActsAsync(world, phone)).ShouldBeTrue();
        (await world.FactAsync(AuditTypes.SessionEnded, "because")).ShouldBe(nameof(SessionEnd.Issuer));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Logout_OfASubject_EndsWhatIsOlderAndNothingElse(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (older, other) = (Form(world, world.Scene.Mira, "mira"), Form(world, world.Scene.Jon, "jon"));
        await Scene.Must(world.Get<StartSession>().RunAsync(older, None));
        await Scene.Must(world.Get<StartSession>().RunAsync(other, None));
        var notice = Notice(world, subject: "mira");
        time.Advance(TimeSpan.FromSeconds(3));
        var newer = Form(world, world.Scene.Mira, "mira");
        await Scene.Must(world.Get<StartSession>().RunAsync(newer, None));

        (await Scene.Must(world.Get<ObeyLogout>().RunAsync(notice with { Issuer = "https://other.test" }, None))).ShouldBe(0);
        (await Scene.Must(world.Get<ObeyLogout>().RunAsync(notice, None))).ShouldBe(1);

        (await ActsAsync(world, older)).ShouldBeFalse();
        (await ActsAsync(world, newer)).ShouldBeTrue();
        (await ActsAsync(world, other)).ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelLogout_OneTokenEightTimes_IsObeyedOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await world.NodeAsync();
        for (var round = 0; round < 5; round++)
        {
            var notice = Notice(world, subject: "mira");

            var answers = await World.AtOnceAsync<Outcome<int>>([.. Enumerable.Range(0, 8)
                .Select<int, Func<Task<Outcome<int>>>>(i => () => (i % 2 == 0 ? world.Portal : node).Get<ObeyLogout>().RunAsync(notice, None))]);

            answers.Count(answer => answer.Succeeded).ShouldBe(1);
            answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Refusal is Refusal.Conflict);
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task RecordRefused_AFlood_IsBoundedAndSaysHowMuchWasLeftOut(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var record = world.Get<RecordRefusedSignIn>();
        for (var i = 0; i < RecordRefusedSignIn.MostAMinute + 7; i++)
            await record.RunAsync("code-flow", "nonce", None);

        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.PersonRefused).ShouldBe(RecordRefusedSignIn.MostAMinute);
        time.Advance(TimeSpan.FromMinutes(1));
        await record.RunAsync("code-flow", "nonce", None);

        (await world.FactAsync(AuditTypes.PersonRefused, "unrecorded")).ShouldBe("7");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task RecordRefusedForKind_AFlood_IsOneAMinuteOfAKindAndLeavesRoomForSignIns(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var record = world.Get<RecordRefusedSignIn>();
        for (var i = 0; i < RecordRefusedSignIn.MostAMinute + 7; i++)
            await record.RunForKindAsync("bearer", i % 2 == 0 ? "expired" : "forged", None);
        await record.RunAsync("code-flow", "nonce", None);

        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.PersonRefused).ShouldBe(3);
        time.Advance(TimeSpan.FromMinutes(1));
        await record.RunForKindAsync("bearer", "forged", None);

        (await world.FactAsync(AuditTypes.PersonRefused, "unrecorded")).ShouldBe("62");
    }

    private static SessionForm Form(World world, Actor who, string subject, string? key = null, string? session = null, string ticket = "ticket") => new(
        SessionId.New(), key ?? Guid.NewGuid().ToString("N"), who.Id, Issuer, subject, session, world.Portal.Clock.Now().AddHours(8), Encoding.UTF8.GetBytes(ticket));

    private static LogoutNotice Notice(World world, string? subject = null, string? session = null) =>
        new(Issuer, Guid.NewGuid().ToString("N"), DateTimeOffset.FromUnixTimeSeconds(world.Portal.Clock.Now().ToUnixTimeSeconds()), subject, session);

    private static async Task<bool> ActsAsync(World world, SessionForm session) => await world.Get<ReadActor>().RunAsync(session.Person, session.Id, None) is not null;
}
