using JitPortal.Application.People;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>How people sign in: what to register at the issuer, and what its tokens come to.</summary>
public sealed partial class IdentityPage
{
    public const string Path = "/admin/identity";
    private IdentityView? view;
    private SignInReport? report;
    private string? forbidden;

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadIdentity ReadIdentity { get; init; }

    [Inject] public required IOptions<SignInOptions> SignIn { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string Issuer => $"{SignIn.Value.Mode}: {SignIn.Value.Authority}";

    private IReadOnlyList<(string What, string Address)> Addresses =>
    [
        (T("Sign-in (redirect URI)"), Absolute("signin-oidc")),
        (T("Sign-out (post-logout redirect URI)"), Absolute("signout-callback-oidc")),
        (T("Back-channel logout"), Absolute(BackChannelLogout.Path[1..])),
    ];

    protected override async Task OnInitializedAsync()
    {
        var read = await ReadIdentity.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        if (read.Succeeded)
            (view, report) = (read.Value, read.Value.Report is { } kept ? SignInReport.Read(kept.Text) : null);
        else
            forbidden = read.Refusal.Shown;
    }

    private string Absolute(string path) => Navigation.ToAbsoluteUri(path).ToString();

    private static string GroupWords(SignInReport report) => report switch
    {
        { GroupsLeftOut: true } => T("Unknown: the issuer left them out, because they are too many"),
        { Groups: null } => T("Unknown: the issuer sent no group claim"),
        { Groups.Count: 0 } => T("None"),
        _ => string.Join(", ", report.Groups!),
    };
}
