using System.Net;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.1/8", "10.9.9.9", true)]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "10.0.0.8", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "10.0.0.1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void Includes_Address_ByItsPrefix(string network, string address, bool includes) =>
        new Network(network).Includes(IPAddress.Parse(address)).ShouldBe(includes);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("office")]
    public void IsUsable_NotANetwork_IsNotAndIncludesNothing(string network)
    {
        new Network(network).IsUsable.ShouldBeFalse();
        new Network(network).Includes(IPAddress.Parse("10.0.0.1")).ShouldBeFalse();
    }
}
