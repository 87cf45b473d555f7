using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>What an administrator says about a service and about a right on it. <see cref="SignedHttpSettings"/> and <see cref="SignedHttpRight"/> read it.</summary>
internal static class SignedHttpForm
{
    public static ConnectorForm Form => new(
        [
            new("url", T("Address"), SettingType.Text, T("Where the service takes the portal's messages, https://…"), Required: true, IsAddress: true),
            new("networks", T("Inner networks"), SettingType.Texts, T("Only for a service without a public address: the networks it may be in, one a line, for example 10.20.0.0/16.")),
            new("endsSessions", T("Ends open sessions"), SettingType.Flag, T("The service ends open sessions when access is closed."), Default: "false"),
            new("endsItself", T("Ends access by itself"), SettingType.Flag, T("The service ends access at its end even while the portal is down."), Default: "false"),
            new("signIn", T("Sign-in page"), SettingType.Text, T("Shown to holders; {login} in it stands for their login.")),
        ],
        [
            new("role", T("Role in the service"), SettingType.Text, T("As the service names it, for example refund-clerk."), Required: true),
            new("mode", T("How people get in"), SettingType.Choice, Required: true, Choices:
            [
                new(SignedHttpRight.Ephemeral, T("With a login made for each grant")),
                new(SignedHttpRight.Existing, T("With the account they already have")),
            ]),
        ],
        new(T("Shared secret"), T("The same text as in the service: whsec_ and base64. Two with a space between them while it is replaced. Kept encrypted and never shown again.")),
        [
            new(
                T("For any service"),
                "echo whsec_$(openssl rand -base64 32)   # the secret, for the portal and for the service",
                T("Its thief could open, move and close any access that the service manages, and make passwords for it, until the secret is replaced; the signature is all that the service goes by.")),
        ]);
}
