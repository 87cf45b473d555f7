using System.Net;
using JitPortal.Domain;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>Where a service of one's own listens, and what its administrator says it can do.</summary>
/// <param name="Url">The one address that every message goes to.</param>
/// <param name="Networks">Networks that are not public and yet may be connected to. Without them the service must have a public address.</param>
/// <param name="EndsSessions">The service ends open sessions when access is closed.</param>
/// <param name="EndsItself">The service ends access at its not-after even if the portal is down.</param>
/// <param name="SignIn">Where holders sign in; <c>{login}</c> in it stands for their login. <see langword="null"/> shows the login alone.</param>
internal sealed record SignedHttpSettings(Uri Url, IReadOnlyList<IPNetwork> Networks, bool EndsSessions, bool EndsItself, string? SignIn)
{
    public const string LoginMark = "{login}";

    private static readonly Uri None = new("https://invalid");

    // {"url":"https://orders.example.org/access","networks":["10.20.0.0/16"],"endsSessions":true,"endsItself":true,"signIn":"https://orders.example.org/?login={login}"}
    public static Outcome<SignedHttpSettings> Read(string json) => JsonFields.Read(json, fields =>
    {
        var networks = ReadNetworks(fields);
        return new SignedHttpSettings(
            ReadUrl(fields, networks.Count > 0),
            networks,
            fields.Flag("endsSessions", otherwise: false),
            fields.Flag("endsItself", otherwise: false),
            ReadSignIn(fields));
    });

    private static Uri ReadUrl(JsonFields fields, bool inside)
    {
        var text = fields.RequiredText("url");
        if (text.Length == 0)
            return None;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsWeb(url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            fields.Wrong("url", "Give the full address, https://…, without a user name in it.");
            return None;
        }

        // Signatures keep a message from being changed, not from being read.
        if (url.Scheme == Uri.UriSchemeHttp && !inside)
            fields.Wrong("url", "Give an https address; http is only for a service inside one of the networks.");
        return url;
    }

    private static List<IPNetwork> ReadNetworks(JsonFields fields)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in fields.Texts("networks") ?? [])
        {
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                fields.Wrong("networks", "Give each network as address/length, for example 10.20.0.0/16 or 127.0.0.1/32.");
        }
        return networks;
    }

    private static string? ReadSignIn(JsonFields fields)
    {
        var text = fields.Text("signIn");
        if (text is not null && (!Uri.TryCreate(text.Replace(LoginMark, "login", StringComparison.Ordinal), UriKind.Absolute, out var url) || !IsWeb(url)))
            fields.Wrong("signIn", $"Give the full address of the page on which holders sign in; {LoginMark} stands for their login.");
        return text;
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp;
}
