using System.Net;
using System.Text.Json;
using JitPortal.Connectors.SignedHttp;
using JitPortal.DemoTarget;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

/// <summary>
/// Signatures against somebody else's code: the npm package <c>standardwebhooks</c> accepts what the portal sends, and the back office
/// accepts what that package signs.
/// </summary>
public sealed class SignatureTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Sign_WhatThePortalSends_IsAcceptedByAnotherVerifier()
    {
        var secret = SignedHttpKind.CreateSecret();
        var older = SignedHttpKind.CreateSecret();
        var (headers, body) = await SentAsync($"{secret} {older}");

        headers["webhook-id"].ShouldEndWith(".open");
        headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
        (await VerifyAsync(secret, headers, body)).ShouldBe("access.open");
        (await VerifyAsync(older, headers, body)).ShouldBe("access.open", "while a secret is replaced, both are signed with");
        (await VerifyAsync(SignedHttpKind.CreateSecret(), headers, body)).ShouldBe("refused");
        (await VerifyAsync(secret, headers, body.Replace("refund-clerk", "refund-chief", StringComparison.Ordinal))).ShouldBe("refused");
        (await VerifyAsync(secret, new(headers) { ["webhook-id"] = "another" }, body)).ShouldBe("refused");
    }

    [Fact]
    public async Task Receive_WhatAnotherSignerSends_IsAcceptedAndNothingElse()
    {
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        const string body = """{"type":"access.list","timestamp":"2026-11-20T12:30:00Z","data":{}}""";
        var now = TimeProvider.System.GetUtcNow();

        (await PostAsync(office, body, await SignAsync(office.Secret, "msg_1", now, body), now)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(office, body + " ", await SignAsync(office.Secret, "msg_1", now, body), now)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(office, body, await SignAsync(SignedHttpKind.CreateSecret(), "msg_1", now, body), now)).ShouldBe(HttpStatusCode.Unauthorized);
        var old = now - TimeSpan.FromMinutes(6);
        (await PostAsync(office, body, await SignAsync(office.Secret, "msg_1", old, body), old)).ShouldBe(HttpStatusCode.Unauthorized, "a copied message is good for five minutes");
    }

    [Fact]
    public async Task AllCalls_AnotherSecret_IsUnauthorized()
    {
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        var held = await office.PrepareAsync(Hour);
        var stranger = office.Connect(secret: SignedHttpKind.CreateSecret(), target: TargetId.New());

        (await Should.ThrowAsync<TargetException>(() => stranger.OpenAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Unauthorized);
        (await stranger.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure!.Fault.ShouldBe(Fault.Unauthorized);
        (await office.CanUseAsync(held)).ShouldBeFalse();
    }

    /// <summary>The service's own clock decides too: a message that was held up on the way has no effect.</summary>
    [Fact]
    public async Task Open_ArrivesAfterItsLatestMoment_ServiceRefuses()
    {
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        var behind = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        var held = await office.PrepareAsync(Hour);
        var late = held.Opening with { Latest = behind.GetUtcNow() + TimeSpan.FromSeconds(30) };

        (await Should.ThrowAsync<TargetException>(() => office.Connect(clock: behind, target: TargetId.New()).OpenAsync(late, CancellationToken.None)))
            .ShouldSatisfyAllConditions(e => e.Fault.ShouldBe(Fault.Transient), e => e.Message.ShouldContain("on the service's clock"));
        (await office.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task Check_GoodService_SaysWhoItIsAndThatAddressAndClockAreFine()
    {
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);

        var findings = await office.Connector.CheckAsync(CancellationToken.None);

        findings[0].Words.ShouldBe("Reached “Orders back office”, which accepts the signature.");
        findings.ShouldNotContain(f => f.Level == FindingLevel.Problem);
        findings.Single(f => f.Level == FindingLevel.Warning).Words.ShouldContain("http");
    }

    [Fact]
    public async Task List_WhatTheServiceGaveByItself_HasNoGrant()
    {
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        var seen = new List<Seen>();
        await foreach (var one in office.Connector.ListAsync(CancellationToken.None))
            seen.Add(one);

        seen.Where(s => s.Principal == "kari").ShouldAllBe(s => s.Grant == null);
        seen.Select(s => (s.Principal, s.Right)).ShouldContain(("kari", BackOfficeCase.Refunds));
    }

    /// <summary>Opens access at a service that only keeps what it is sent.</summary>
    private static async Task<(Dictionary<string, string> Headers, string Body)> SentAsync(string secret)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var body = "";
        await using var service = await ScriptedReceiver.StartAsync(async context =>
        {
            foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
                headers[name] = context.Request.Headers[name].ToString();
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
            await context.Response.Body.WriteAsync("""{"result":"done","sessionsEnded":0}"""u8.ToArray());
        });
        await using var office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        var held = await office.PrepareAsync(Hour);
        await office.Connect(service.Port, secret, TargetId.New()).OpenAsync(held.Opening, CancellationToken.None);
        return (headers, body);
    }

    private static Task<string> VerifyAsync(string secret, Dictionary<string, string> headers, string body) => NodeAsync(
        """
        const { Webhook } = require("standardwebhooks");
        const [secret, headers, body] = JSON.parse(process.argv[1]);
        try { process.stdout.write(new Webhook(secret).verify(body, headers).type); } catch (e) { if (e.name !== "WebhookVerificationError" && e.constructor.name !== "WebhookVerificationError") throw e; process.stdout.write("refused"); }
        """,
        JsonSerializer.Serialize<object[]>([secret, headers, body]));

    private static Task<string> SignAsync(string secret, string id, DateTimeOffset at, string body) => NodeAsync(
        """
        const { Webhook } = require("standardwebhooks");
        const [secret, id, seconds, body] = JSON.parse(process.argv[1]);
        process.stdout.write(new Webhook(secret).sign(id, new Date(seconds * 1000), body));
        """,
        JsonSerializer.Serialize<object[]>([secret, id, at.ToUnixTimeSeconds(), body]));

    private static async Task<string> NodeAsync(string script, string argument) =>
        await Shell.MustAsync("node", ["-e", script, argument], await NpmParts.FolderAsync());

    private static async Task<HttpStatusCode> PostAsync(BackOfficeCase office, string body, string signature, DateTimeOffset at)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{office.Port}{BackOffice.ReceiverPath}") { Content = new StringContent(body) };
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
