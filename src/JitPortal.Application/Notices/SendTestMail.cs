using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>Sends the caller a test by e-mail, at once and past all rows, and says what came of it.</summary>
public sealed class SendTestMail(Ledger ledger, MailMessages messages, IOptions<MailOptions> options)
{
    /// <summary>How long until the same person may have another one sent: 10 seconds.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <returns>What happened, as a sentence; <see cref="Refusal.Conflict"/> with what is missing or what the server said.</returns>
    public async Task<Outcome<string>> RunAsync(Actor actor, CancellationToken ct)
    {
        var address = await ledger.WriteAsync<string>(
            async writing =>
            {
                var person = await writing.Db.People.AsNoTracking().Where(PersonRow.IsHere).SingleOrDefaultAsync(p => p.Id == actor.Id.Value, ct);
                if (person is null)
                    return new Refusal.Forbidden(Both("Only people who may use the portal have a test sent."));
                if (!options.Value.IsConfigured)
                    return new Refusal.Conflict(Both("There is no mail server: Mail:Host is not set."));
                var row = await SettingsRows.GetAsync(writing.Db, actor, ct);
                if (writing.Now - row.TestedAt < Rest)
                    return new Refusal.Conflict(Both("You have had one sent just now. Wait a moment."));
                row.TestedAt = writing.Now;
                await writing.Db.SaveChangesAsync(ct);
                return person.Email ?? "";
            },
            ct);
        return address.Succeeded ? await SendAsync(actor, address.Value, ct) : address.Refusal;
    }

    private async Task<Outcome<string>> SendAsync(Actor actor, string address, CancellationToken ct)
    {
        if (SendMail.AddressOf(actor.Name, address) is not { } to)
            return new Refusal.Conflict(Both("Your issuer stated no e-mail address for you that could be used."));
        using var line = new SmtpLine(options.Value);
        var outcome = await line.ConnectAsync(ct) ?? await line.SendAsync(messages.WriteTest(to, Guid.CreateVersion7()), ct);
        return outcome switch
        {
            MailOutcome.Refused refused => new Refusal.Conflict(refused.Words),
            MailOutcome.Later later => new Refusal.Conflict(later.Words),
            _ => T($"The mail server has taken it for {to.Address}. If it does not arrive, look among what was filtered out."),
        };
    }
}
