using System.Text;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

public sealed class ReceiverPageTests
{
    /// <summary>What people copy is what the tests ran.</summary>
    [Fact]
    public async Task Page_TheReceivingPart_IsTheSourceItself()
    {
        var top = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(top.FullName, "JitPortal.sln")))
            top = top.Parent.ShouldNotBeNull();

        var source = await File.ReadAllTextAsync(Path.Combine(top.FullName, "src", "JitPortal.DemoTarget", "Receiver.cs"), Encoding.UTF8);
        var page = await File.ReadAllTextAsync(Path.Combine(top.FullName, "docs", "receiver.md"), Encoding.UTF8);

        page.ShouldContain(source.Trim());
    }
}
