using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace JitPortal.Web.SignIn;

/// <summary>
/// Keeps sessions in the database, so that they can be ended from outside on every node; the cookie holds a key only. A second sign-in
/// over a live cookie does not start a session: the framework renews the one that is there, under its old key.
/// </summary>
internal sealed class SessionTickets(StartSession startSession, RenewSession renewSession, ReadSession readSession, EndSession endSession) : ITicketStore
{
    private const int KeyLength = 32;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyLength));
        Must(await startSession.RunAsync(Form(SessionId.New(), key, ticket), CancellationToken.None));
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (await readSession.RunAsync(key, CancellationToken.None) is not { } open)
            throw new SessionEndedException();
        Must(await renewSession.RunAsync(Form(open.Id, key, ticket), CancellationToken.None));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await readSession.RunAsync(key, CancellationToken.None) is { } open ? TicketSerializer.Default.Deserialize(open.Ticket) : null;

    /// <summary>Style sheets and scripts are for anybody: a page with thirty of them asks the database once.</summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        httpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null ? RetrieveAsync(key) : Task.FromResult<AuthenticationTicket?>(null);

    public Task RemoveAsync(string key) => endSession.RunAsync(key, SessionEnd.SignedOut, CancellationToken.None);

    /// <summary>The session's id goes into its principal here and nowhere else, on every sign-in: a renewed one comes with a fresh principal.</summary>
    private static SessionForm Form(SessionId id, string key, AuthenticationTicket ticket)
    {
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        identity.AddClaim(new Claim(PortalClaims.Session, id.ToString()));
        return new SessionForm(
            id,
            key,
            PortalSession.Person(ticket.Principal) ?? throw new InvalidOperationException("Only a recognised person gets a session."),
            ticket.Principal.FindFirst(PortalClaims.Issuer)!.Value,
            ticket.Principal.FindFirst(PortalClaims.Subject)!.Value,
            ticket.Principal.FindFirst(PortalClaims.IssuerSession)?.Value,
            ticket.Properties.ExpiresUtc!.Value,
            TicketSerializer.Default.Serialize(ticket));
    }

    private static void Must(Outcome<Done> outcome)
    {
        if (!outcome.Succeeded)
            throw new SessionEndedException();
    }
}
