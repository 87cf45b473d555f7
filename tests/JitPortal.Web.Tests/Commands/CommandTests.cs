using JitPortal.Application.Audit;
using JitPortal.Application.People;
using JitPortal.Domain.People;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using JitPortal.Web.Commands;
using JitPortal.Web.Tests.Portal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Commands;

public sealed class CommandTests(PortalHost host)
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:1")]
    [InlineData("--no-demo")]
    public void TryParse_OptionsOnly_StartsThePortal(params string[] args) => Command.TryParse(args, out _).ShouldBeFalse();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("stop", "everything", "--help")]
    public async Task TryParse_HelpIsAsked_StartsNothing(params string[] args)
    {
        Command.TryParse(args, out var command).ShouldBeTrue();

        (await command.RunAsync()).ShouldBe(Command.Fine);
    }

    [Theory]
    [InlineData(false, "--no-demo", "--urls", "http://localhost:1")]
    [InlineData(false, "--NO-DEMO", "--urls", "http://localhost:1")]
    [InlineData(false, "--no-demo=true", "--urls", "http://localhost:1")]
    [InlineData(true, "--no-demo=false", "--urls", "http://localhost:1")]
    [InlineData(true, "--urls", "http://localhost:1")]
    public void HostArguments_NoDemoHoweverItIsWritten_IsTakenOut(bool demo, params string[] args)
    {
        var parsed = HostArguments.Parse(args);

        parsed.Demo.ShouldBe(demo);
        parsed.ForHost.ShouldBe(["--urls", "http://localhost:1"]);
    }

    [Fact]
    public void HostArguments_NoDemoThatSaysNeither_IsRefused() => Should.Throw<CannotStartException>(() => HostArguments.Parse(["--no-demo=perhaps"]));

    /// <summary>A mark that was mistyped is no mark, and a log that was cut off would pass.</summary>
    [Theory]
    [InlineData("--keept=3:aa")]
    [InlineData("3:aa")]
    [InlineData("--kept")]
    [InlineData("-kept=3:aa")]
    [InlineData("--Data:Foldr=/backup")]
    public async Task VerifyAudit_OptionThatNobodyReads_IsWrongUsage(string more) =>
        (await VerifyAsync(host.DataFolder, more)).ShouldBe(Command.Usage);

    [Fact]
    public async Task Command_Unknown_IsWrongUsage()
    {
        Command.TryParse(["audit", "burn"], out var command).ShouldBeTrue();

        (await command.RunAsync()).ShouldBe(Command.Usage);
    }

    [Fact]
    public async Task VerifyAudit_WholeLog_IsFineAndAChangedOneIsFound()
    {
        using var lea = await host.SignedInAsync("lea");
        var copy = Directory.CreateTempSubdirectory("jitportal-audit-");
        CopyPortal(host.DataFolder, copy.FullName);

        var intact = await VerifyAsync(copy.FullName);
        await ExecuteAsync(copy.FullName, "update audit set leaf = cast(replace(cast(leaf as text), '\"v\":1', '\"v\":2') as blob) where sequence = 2");
        var changed = await VerifyAsync(copy.FullName);

        intact.ShouldBe(Command.Fine);
        changed.ShouldBe(Command.FoundProblem);
        copy.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1:00", Command.Usage)]
    [InlineData("0:459ce83220e83359afd061ce68fb99855e4e980c5abde074a424f3aca0c9747e", Command.Usage)]
    [InlineData("1:459ce83220e83359afd061ce68fb99855e4e980c5abde074a424f3aca0c9747e", Command.FoundProblem)]
    [InlineData("999999:459ce83220e83359afd061ce68fb99855e4e980c5abde074a424f3aca0c9747e", Command.FoundProblem)]
    public async Task VerifyAudit_AgainstAMark_SaysWhetherTheLogPassesThroughIt(string kept, int expected)
    {
        using var lea = await host.SignedInAsync("lea");

        (await VerifyAsync(host.DataFolder, $"--kept={kept}")).ShouldBe(expected);
    }

    [Fact]
    public async Task VerifyAudit_NoDatabase_IsWrongUsageAndMakesNone()
    {
        var empty = Directory.CreateTempSubdirectory("jitportal-none-");

        (await VerifyAsync(empty.FullName)).ShouldBe(Command.Usage);

        empty.GetFiles().ShouldBeEmpty();
        empty.Delete(recursive: true);
    }

    /// <summary>A backup lies apart from its key: a new one would make the whole log look forged.</summary>
    [Fact]
    public async Task Command_FolderWithoutItsKey_IsWrongUsageAndMakesNone()
    {
        var copy = Directory.CreateTempSubdirectory("jitportal-no-key-");
        CopyPortal(host.DataFolder, copy.FullName);
        Directory.Delete(Path.Combine(copy.FullName, "keys"), recursive: true);

        (await VerifyAsync(copy.FullName)).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=Test", "everything")).ShouldBe(Command.Usage);

        copy.GetDirectories().ShouldBeEmpty();
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task Command_KeyOfAnotherPortal_IsWrongUsage()
    {
        var copy = Directory.CreateTempSubdirectory("jitportal-other-key-");
        CopyPortal(host.DataFolder, copy.FullName);
        Directory.Delete(Path.Combine(copy.FullName, "keys"), recursive: true);
        KeyRing.OpenOrCreate(Path.Combine(copy.FullName, "keys"));

        (await VerifyAsync(copy.FullName)).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=Test", "everything")).ShouldBe(Command.Usage);
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task Stop_ByNameWithAReason_PlacesTheLockWithoutTheWebServer()
    {
        using var lea = await host.SignedInAsync("lea");
        var copy = Directory.CreateTempSubdirectory("jitportal-stop-");
        CopyPortal(host.DataFolder, copy.FullName);

        (await StopAsync(copy.FullName, "--reason=Test", "person", "Nobody", "Known")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=Test", "all")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=", "person", "Lea", "Pham")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--raison=Test", "person", "Lea", "Pham")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=Test", "person", "Lea", "Pham")).ShouldBe(Command.Fine);

        await ExecuteAsync(copy.FullName, "update locks set \"Reason\" = 'Seen' where \"Reason\" = 'Test' and \"PersonId\" is not null and \"LiftedAt\" is null");
        (await VerifyAsync(copy.FullName)).ShouldBe(Command.Fine, "the lock is in the log");
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task Stop_WordsAfterEverything_SaysThatNothingMayFollow()
    {
        var copy = Directory.CreateTempSubdirectory("jitportal-stop-");
        CopyPortal(host.DataFolder, copy.FullName);

        var (code, said) = await PortalProcess.RunAsync(copy.FullName, "Development", "stop", "everything", "else", "--reason=Test", $"--Data:Folder={copy.FullName}");

        code.ShouldBe(Command.Usage);
        said.ShouldStartWith("Nothing may follow “everything”.");
        copy.Delete(recursive: true);
    }

    /// <summary>Else whoever may choose their name or address could keep a stop from somebody, by taking theirs, or even their id.</summary>
    [Fact]
    public async Task Stop_SomebodyTookTheName_IsStoppedByIdOrSignIn()
    {
        using var lea = await host.SignedInAsync("lea");
        var copy = Directory.CreateTempSubdirectory("jitportal-stop-");
        CopyPortal(host.DataFolder, copy.FullName);
        var victim = await MeetAsync(copy.FullName, "sorrel", "Sorrel", "sorrel@nordlys.test");
        await MeetAsync(copy.FullName, "thief", "Sorrel", "sorrel@nordlys.test");
        await MeetAsync(copy.FullName, "other-thief", victim.ToString(), "https://issuer.test:sorrel");

        (await StopAsync(copy.FullName, "--reason=Test", "person", "Sorrel")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=Test", "person", "sorrel@nordlys.test")).ShouldBe(Command.Usage);
        (await StopAsync(copy.FullName, "--reason=ById", "person", victim.ToString())).ShouldBe(Command.Fine);
        (await StopAsync(copy.FullName, "--reason=BySignIn", "person", "https://issuer.test:sorrel")).ShouldBe(Command.Fine);

        await ExecuteAsync(copy.FullName, $"update locks set \"Reason\" = 'Seen' where \"Reason\" = 'ById' and \"PersonId\" = '{victim.Value.ToString().ToUpperInvariant()}'");
        await ExecuteAsync(copy.FullName, $"update locks set \"Reason\" = 'Seen' where \"Reason\" = 'BySignIn' and \"PersonId\" = '{victim.Value.ToString().ToUpperInvariant()}'");
        copy.Delete(recursive: true);
    }

    [Fact]
    public void NamedPeople_SeveralOfOneName_TellsThemApart()
    {
        var (jon, robot) = (new PersonRow { Id = Guid.NewGuid(), Name = "Jon", Email = "jon@nordlys.test" }, new PersonRow { Id = Guid.NewGuid(), Name = "Jon", IsWorkload = true, DisabledAt = DateTimeOffset.UnixEpoch });

        NamedPeople.Line(jon).ShouldBe($"  {jon.Id:N}  Jon  jon@nordlys.test  person");
        NamedPeople.Line(robot).ShouldBe($"  {robot.Id:N}  Jon  no e-mail  workload, disabled");
    }

    /// <summary>A spool that is no folder: the grants cannot be seen to, and the stop is not said to be none.</summary>
    [Fact]
    public async Task Stop_PlacedButNothingCanBeClosedHere_SaysThatItStands()
    {
        using var lea = await host.SignedInAsync("lea");
        var copy = Directory.CreateTempSubdirectory("jitportal-stop-");
        CopyPortal(host.DataFolder, copy.FullName);
        await File.WriteAllTextAsync(Path.Combine(copy.FullName, "spool"), "");

        (await StopAsync(copy.FullName, "--reason=Stands", "person", "Lea", "Pham")).ShouldBe(Command.FoundProblem);

        await ExecuteAsync(copy.FullName, "update locks set \"Reason\" = 'Seen' where \"Reason\" = 'Stands' and \"LiftedAt\" is null");
        copy.Delete(recursive: true);
    }

    [Fact]
    public async Task Readmit_WhoWasErased_IsInTheLogOnce()
    {
        using var lea = await host.SignedInAsync("lea");
        var copy = Directory.CreateTempSubdirectory("jitportal-readmit-");
        CopyPortal(host.DataFolder, copy.FullName);
        string[] whom = ["--issuer", "https://issuer.test", "--subject", "sorrel"];
        await EraseAsync(copy.FullName, await MeetAsync(copy.FullName, "sorrel", "Sorrel", "sorrel@nordlys.test"));

        (await ReadmitAsync(copy.FullName)).ShouldBe(Command.Usage);
        (await ReadmitAsync(copy.FullName, "--issuer=https://issuer.test", "--subject=somebody")).ShouldBe(Command.Usage);
        (await ReadmitAsync(copy.FullName, whom)).ShouldBe(Command.Fine);
        (await ReadmitAsync(copy.FullName, whom)).ShouldBe(Command.Usage);

        (await VerifyAsync(copy.FullName)).ShouldBe(Command.Fine);
        copy.Delete(recursive: true);
    }

    private static async Task<PersonId> MeetAsync(string folder, string subject, string name, string email)
    {
        using var portal = await OfflinePortal.OpenAsync([$"--Data:Folder={folder}"]);
        return (await portal.Services.GetRequiredService<RecognisePerson>().RunAsync(new("https://issuer.test", subject, name, email, PortalRole.None, [], IsWorkload: false), CancellationToken.None)).Value.Id;
    }

    private static async Task EraseAsync(string folder, PersonId person)
    {
        using var portal = await OfflinePortal.OpenAsync([$"--Data:Folder={folder}"]);
        _ = (await portal.Services.GetRequiredService<ErasePerson>().RunAsync(Actor.Portal, person, CancellationToken.None)).Value;
    }

    private static Task<int> ReadmitAsync(string folder, params string[] whom)
    {
        Command.TryParse(["readmit", .. whom, $"--Data:Folder={folder}"], out var command).ShouldBeTrue();
        return command.RunAsync();
    }

    private static Task<int> StopAsync(string folder, string reason, params string[] scope)
    {
        Command.TryParse(["stop", .. scope, reason, $"--Data:Folder={folder}"], out var command).ShouldBeTrue();
        return command.RunAsync();
    }

    private static Task<int> VerifyAsync(string folder, params string[] more)
    {
        Command.TryParse(["audit", "verify", $"--Data:Folder={folder}", .. more], out var command).ShouldBeTrue();
        return command.RunAsync();
    }

    internal static void CopyPortal(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={Path.Combine(from, "portal.db")};Mode=ReadOnly;Pooling=false");
        using var target = new SqliteConnection($"Data Source={Path.Combine(to, "portal.db")};Pooling=false");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
        Directory.CreateDirectory(Path.Combine(to, "keys"));
        File.Copy(Path.Combine(from, "keys", "master.key"), Path.Combine(to, "keys", "master.key"));
    }

    private static async Task ExecuteAsync(string folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
