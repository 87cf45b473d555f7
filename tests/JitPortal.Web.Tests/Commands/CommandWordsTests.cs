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

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
