using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Web.Commands;
using JitPortal.Web.Demo;
using JitPortal.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Commands;

/// <summary>Leaving the demo puts everything aside, and never access that is still open.</summary>
public sealed class LeaveDemoTests(PortalHost host) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jitportal-leave-").FullName;

    [Fact]
    public async Task LeaveDemo_NothingIsOpen_PutsEverythingAside()
    {
        Copy();
        await using (var db = Databases().Create())
            await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.State, GrantState.Ended));
        await File.WriteAllTextAsync(Path.Combine(folder, "other"), "x");

        (await LeaveAsync()).ShouldBe(Command.Fine);

        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldSatisfyAllConditions(
            names => names.Count().ShouldBe(2),
            names => names.First().ShouldBe(LeaveDemoCommand.Marker),
            names => names.Last().ShouldStartWith("left-demo-"));
        var aside = Directory.GetDirectories(folder).Single();
        File.Exists(Path.Combine(aside, "portal.db")).ShouldBeTrue();
        File.Exists(Path.Combine(aside, "other")).ShouldBeTrue();
    }

    [Fact]
    public async Task LeaveDemo_AccessIsOpen_IsRefusedAndMovesNothing()
    {
        using var mira = await host.SignedInAsync("mira");
        await host.World.AskAsync("mira", host.World.Automatic);
        Copy();

        (await LeaveAsync()).ShouldBe(Command.FoundProblem);

        File.Exists(Path.Combine(folder, "portal.db")).ShouldBeTrue();
        File.Exists(Path.Combine(folder, LeaveDemoCommand.Marker)).ShouldBeFalse();
    }

    [Fact]
    public async Task LeaveDemo_PortalRuns_IsRefused()
    {
        Copy();
        await using var running = DemoLock.Take(folder).ShouldNotBeNull();

        (await LeaveAsync()).ShouldBe(Command.Usage);

        File.Exists(Path.Combine(folder, "portal.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task LeaveDemo_LeftBefore_IsRefusedAndKeepsThePortalThatCameAfterIt()
    {
        Copy();
        await using (var db = Databases().Create())
            await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.State, GrantState.Ended));
        await File.WriteAllTextAsync(Path.Combine(folder, LeaveDemoCommand.Marker), "");

        (await LeaveAsync()).ShouldBe(Command.Usage);

        File.Exists(Path.Combine(folder, "portal.db")).ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<int> LeaveAsync()
    {
        Command.TryParse(["demo", "leave", $"--Data:Folder={folder}"], out var command).ShouldBeTrue();
        return command.RunAsync();
    }

    private PortalDbFactory Databases() => PortalDbFactory.Sqlite($"Data Source={Path.Combine(folder, "portal.db")};Pooling=false");

    private void Copy() => CommandTests.CopyPortal(host.DataFolder, folder);
}
