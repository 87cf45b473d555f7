using System.Globalization;
using System.Net;
using System.Text;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.Extensions.Options;
using MimeKit;

namespace JitPortal.Application.Notices;

/// <summary>
/// Writes notices as e-mails: what, who, how long, until when and why, with a link that points and never decides. Written twice, a
/// message has the same id, so that one that arrives twice is shown once.
/// </summary>
public sealed class MailMessages(IOptions<MailOptions> mail, IOptions<PublicAddressOptions> portal, Installation installation, TimeProvider clock)
{
    private const string Footer = "The link shows it to you after you have signed in; nothing is decided by opening it.";

    internal MimeMessage Write(NoticeRow notice, NoticeMatter matter, MailboxAddress to, TimeZoneInfo zone)
    {
        var text = NoticeWords.Of(matter, instant => Short(instant, zone));
        var message = Write(to, text, Lines(matter, zone), NoticeLinks.PathOf(notice));
        message.MessageId = $"notice-{notice.Number}-{installation.Id:N}@{Host}";
        if (notice.RequestId is { } request)
            message.References.Add($"request-{request:N}@{Host}");   // programs show what belongs to one request together
        return message;
    }

    /// <summary>What somebody has sent to themselves to see whether it arrives.</summary>
    internal MimeMessage WriteTest(MailboxAddress to, Guid id)
    {
        var message = Write(to, new NoticeText("A test from JitPortal", "E-mail from the portal arrives here."), [("Asked by", to.Name ?? to.Address)], NoticeLinks.Settings);
        message.MessageId = $"test-{id:N}@{Host}";
        return message;
    }

    private string Host => Uri.TryCreate(portal.Value.PublicUrl, UriKind.Absolute, out var address) ? address.IdnHost : "jitportal.invalid";

    private MimeMessage Write(MailboxAddress to, NoticeText text, IReadOnlyList<(string Label, string Value)> lines, string path)
    {
        var (link, settings) = (portal.Value.LinkTo(path), portal.Value.LinkTo(NoticeLinks.Settings));
        var message = new MimeMessage
        {
            Subject = OneLine(text.Title),
            Date = clock.Now(),
            Body = new BodyBuilder { TextBody = Plain(text, lines, link, settings), HtmlBody = Html(text, lines, link, settings) }.ToMessageBody(),
        };
        message.From.Add(MailboxAddress.Parse(mail.Value.From));
        message.To.Add(to);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static IReadOnlyList<(string Label, string Value)> Lines(NoticeMatter matter, TimeZoneInfo zone)
    {
        var lines = new List<(string, string?)>
        {
            ("Who", matter.Number is null ? null : matter.Holder),
            ("What", matter.Number is null ? null : matter.What),
            ("Where", matter.Target),
            ("Length", matter.Kind == NoticeKind.EndingSoon || matter.Length is not { } length ? null : DurationText.Format(length)),
            ("Decide by", matter.DecideBy is { } by ? Long(by, zone) : null),
            ("Ends", matter.Ends is { } ends ? Long(ends, zone) : null),
            ("Reason", string.IsNullOrWhiteSpace(matter.Reason) ? null : matter.Reason),
            ("Request", matter.Number),
        };
        return [.. lines.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!))];
    }

    private static string Plain(NoticeText text, IReadOnlyList<(string Label, string Value)> lines, string link, string settings)
    {
        var body = new StringBuilder().Append(text.First).Append("\n\n");
        foreach (var (label, value) in lines)
            body.Append(label).Append(": ").Append(value).Append('\n');
        return body.Append('\n').Append(link).Append("\n\n-- \n").Append(Footer).Append("\nWhat is sent to you: ").Append(settings).Append('\n').ToString();
    }

    private static string Html(NoticeText text, IReadOnlyList<(string Label, string Value)> lines, string link, string settings)
    {
        var rows = string.Concat(lines.Select(line => $"<tr><th align=\"left\" valign=\"top\">{Encoded(line.Label)}</th><td>{Encoded(line.Value)}</td></tr>"));
        return $"""
            <!DOCTYPE html>
            <html><body style="font-family:sans-serif;color:#17262b">
            <p>{Encoded(text.First)}</p>
            <table cellpadding="4">{rows}</table>
            <p><a href="{Encoded(link)}">Open it in JitPortal</a></p>
            <p style="color:#4c5c62;font-size:small">{Encoded(Footer)} <a href="{Encoded(settings)}">What is sent to you</a></p>
            </body></html>
            """;
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");

    /// <summary>A name with a line break must not begin a header of its own.</summary>
    internal static string OneLine(string text) => string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString())).Trim();

    /// <summary>"15:12" today, "Fri 20 Nov 00:30" otherwise.</summary>
    private string Short(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var (there, now) = (TimeZoneInfo.ConvertTime(instant, zone), TimeZoneInfo.ConvertTime(clock.Now(), zone));
        return there.ToString(there.Date == now.Date ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>"Fri 20 Nov 2026 00:30 Europe/Oslo (23:30 UTC)".</summary>
    private static string Long(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(instant, zone).ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        return zone.Id == TimeZoneInfo.Utc.Id ? $"{there} UTC" : $"{there} {zone.Id} ({instant.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC)";
    }
}
