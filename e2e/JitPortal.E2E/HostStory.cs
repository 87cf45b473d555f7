using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The same with a certificate, against a real sshd that trusts the demo's authority and reads its revocation list.</summary>
public sealed class HostStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task AskForAShell_OwnKey_CertificateWorksUntilGivenBack()
    {
        var authority = await File.ReadAllTextAsync(Path.Combine(browsers.Portal.DataFolder, "ssh-ca", "user_ca.pub"));
        await using var hosts = await SshServer.StartAsync(authority.Trim(), Path.Combine(browsers.Portal.DataFolder, "ssh-ca", "revoked.krl"));
        await hosts.AllowAsync("deploy");
        var key = Path.Combine(hosts.ClientFolder, "mira");
        await Shell.MustAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
        var mira = await browsers.SignInAsync("mira");

        await AskAsync(mira, await File.ReadAllTextAsync(key + ".pub"));
        var certificate = key + "-cert.pub";
        await File.WriteAllTextAsync(certificate, await CertificateAsync(mira) + "\n");
        (await LoginAsync(hosts, key, certificate)).ShouldBe(0);

        await mira.GetByTestId("give-back").ClickAsync();
        await mira.GetByText("Ended: given back, verified on the target").WaitForAsync();
        (await LoginAsync(hosts, key, certificate)).ShouldNotBe(0);
        (await hosts.LogAsync()).ShouldContain("revoked");
    }

    private static async Task AskAsync(IPage mira, string publicKey)
    {
        await mira.GetByText("edge hosts").First.ClickAsync();
        await mira.GetByTestId("role-Deploy").CheckAsync();
        await mira.GetByTestId("reason").FillAsync("Roll out web 4.12");
        await mira.GetByTestId("public-key").FillAsync(publicKey.Trim());
        await mira.GetByText("This will be approved automatically.").WaitForAsync();
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.WaitForURLAsync(new Regex("/requests/"));
    }

    private static async Task<string> CertificateAsync(IPage page)
    {
        await page.GetByText("Certificate, public").ClickAsync();
        var text = await page.Locator("body").InnerTextAsync();
        var found = Regex.Match(text, "ssh-ed25519-cert-v01@openssh.com [A-Za-z0-9+/=]+", RegexOptions.None, TimeSpan.FromSeconds(1));
        found.Success.ShouldBeTrue("the card shows the certificate");
        return found.Value;
    }

    private static async Task<int> LoginAsync(SshServer hosts, string key, string certificate) =>
        (await Shell.RunAsync("ssh", [.. hosts.LoginArguments(key, certificate), "true"])).ExitCode;
}
