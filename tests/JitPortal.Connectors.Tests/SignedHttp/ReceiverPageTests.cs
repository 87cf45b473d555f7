using System.Text;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

public sealed class ReceiverPageTests
{
    /// <summary>What people copy is what the tests ran.</summary>
    [Fact]
    public async Task Page_TheReceivingPart_IsTheSourceItself()
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Checkout.Top, "src", "JitPortal.DemoTarget", "Receiver.cs"), Encoding.UTF8);
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Top, "docs", "receiver.md"), Encoding.UTF8);

        page.ShouldContain(source.Trim());
    }
}
