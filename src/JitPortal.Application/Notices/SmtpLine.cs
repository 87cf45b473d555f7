using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace JitPortal.Application.Notices;

/// <summary>What became of handing a message to the mail server.</summary>
internal abstract record MailOutcome
{
    private MailOutcome()
    {
    }

    /// <summary>The server has taken it upon itself.</summary>
    public sealed record Sent : MailOutcome;

    /// <summary>The server will not take this message for this reader, ever.</summary>
    /// <param name="Words">As a sentence for people.</param>
    public sealed record Refused(string Words) : MailOutcome;

    /// <summary>It may work later.</summary>
    /// <param name="ServerAway">Nothing else can be sent just now either.</param>
    public sealed record Later(string Words, bool ServerAway) : MailOutcome;
}

/// <summary>One connection to the mail server. Each step ends within <see cref="MailOptions.Timeout"/>.</summary>
internal sealed class SmtpLine(MailOptions options) : IDisposable
{
    private readonly SmtpClient client = new();

    public void Dispose() => client.Dispose();

    /// <returns><see langword="null"/> when the server listens; otherwise why not.</returns>
    public async Task<MailOutcome.Later?> ConnectAsync(CancellationToken ct)
    {
        var outcome = await LimitedAsync(
            async limited =>
            {
                await client.ConnectAsync(options.Host, options.Port, SecurityOf(options.Security), limited);
                if (options.User.Length > 0)
                    await client.AuthenticateAsync(options.User, options.Password, limited);
                return new MailOutcome.Sent();
            },
            ct);
        return outcome switch
        {
            MailOutcome.Sent => null,
            MailOutcome.Refused refused => new MailOutcome.Later(refused.Words, ServerAway: true),
            MailOutcome.Later later => later with { ServerAway = true },
            _ => throw new InvalidOperationException($"No such outcome: {outcome}."),
        };
    }

    public Task<MailOutcome> SendAsync(MimeMessage message, CancellationToken ct) => LimitedAsync(
        async limited =>
        {
            await client.SendAsync(message, limited);
            return new MailOutcome.Sent();
        },
        ct);

    private async Task<MailOutcome> LimitedAsync(Func<CancellationToken, Task<MailOutcome>> step, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Timeout);
        try
        {
            return await step(limit.Token);
        }
        catch (SmtpCommandException e) when (e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            var words = Said($"The mail server does not take it for {e.Mailbox?.Address ?? "this reader"}", e);
            return (int)e.StatusCode >= 500 ? new MailOutcome.Refused(words) : new MailOutcome.Later(words, ServerAway: false);
        }
        catch (AuthenticationException)
        {
            return new MailOutcome.Later("The mail server does not accept Mail:User and Mail:Password.", ServerAway: true);
        }
        catch (SslHandshakeException)
        {
            return new MailOutcome.Later("The mail server's certificate is not trusted, or it speaks no TLS here (Mail:Security, Mail:Port).", ServerAway: true);
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            return new MailOutcome.Later(Said("The mail server broke off", e), ServerAway: true);
        }
        catch (NotSupportedException e)
        {
            // STARTTLS that is not offered when connecting; an address it cannot write when sending. Neither becomes better by waiting.
            return new MailOutcome.Refused(Said("The mail server cannot do what is needed", e));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new MailOutcome.Later(Said("The mail server cannot be reached", e), ServerAway: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new MailOutcome.Later($"The mail server did not answer within {options.Timeout.TotalSeconds:0} s.", ServerAway: true);
        }
    }

    private static string Said(string what, Exception e) => MailMessages.OneLine(e is SmtpCommandException command ? $"{what}: {(int)command.StatusCode} {e.Message}" : $"{what}: {e.Message}");

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
