using System.Diagnostics;
using JitPortal.Storage.Secrets;
using JitPortal.Web.Commands;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Commands;

/// <summary>What an owner reads when a command cannot do its work: one sentence, exit code 2, no stack trace.</summary>
public sealed class CommandWordsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jitportal-words-").FullName;

    /// <summary>As <c>dotnet run</c> sets it for the portal and for commands alike.</summary>
    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("demo", "leave")]
    public async Task Command_DevelopmentWithoutAFolder_LooksWhereTheServerDoes(params string[] words)
    {
        var (code, said) = await PortalProcess.RunAsync(folder, "Development", words);

        code.ShouldBe(Command.Usage);
        said.ShouldEndWith($"There is no database at {Path.Combine(folder, ".data", "portal.db")}; name its folder with Data:Folder.");
    }

    /// <summary>Root could read all of it, and what it wrote there would be its own.</summary>
    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("stop", "everything", "--reason=Test")]
    [InlineData("demo", "leave")]
    public async Task Command_FolderOfAnotherAccount_NamesTheAccountToRunItAs(params string[] words)
    {
        var owner = GiveAway();

        var (code, said) = await PortalProcess.RunAsync(folder, "Production", [.. words, $"--Data:Folder={folder}"]);

        code.ShouldBe(Command.Usage);
        said.ShouldContain($"{Path.Combine(folder, "keys", "master.key")} belongs to {owner}, ");
        said.ShouldEndWith($"runuser -u {owner} -- jitportal …");
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("stop", "everything", "--reason=Test")]
    public async Task Command_DatabaseIsDown_SaysWhatItCouldNotReach(params string[] words)
    {
        KeyRing.OpenOrCreate(Path.Combine(folder, "keys"));

        var (code, said) = await PortalProcess.RunAsync(
            folder, "Production", [.. words, $"--Data:Folder={folder}", "--Data:Provider=PostgreSql", "--Data:PostgreSql=Host=127.0.0.1;Port=1;Database=portal;Username=portal"]);

        code.ShouldBe(Command.Usage);
        said.ShouldEndWith("The database cannot be used (Data:Provider): Failed to connect to 127.0.0.1:1");
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("stop", "everything", "--reason=Test")]
    public async Task Command_MalformedConnectionString_NamesTheSetting(params string[] words)
    {
        var (code, said) = await PortalProcess.RunAsync(folder, "Production", [.. words, $"--Data:Folder={folder}", "--Data:Provider=PostgreSql", "--Data:PostgreSql=postgres//db"]);

        code.ShouldBe(Command.Usage);
        said.ShouldEndWith(DataGuard.NoConnectionString);
    }

    /// <returns>Who owns the master key now. Only root can give it to another account; anybody else looks at a file of root's.</returns>
    private string GiveAway()
    {
        var key = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName, "master.key");
        if (Environment.IsPrivilegedProcess)
        {
            File.WriteAllText(key, "");
            using var change = Process.Start("chown", ["nobody", key]);
            change.WaitForExit();
            return "nobody";
        }

        File.CreateSymbolicLink(key, "/etc/passwd");
        return "root";
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
