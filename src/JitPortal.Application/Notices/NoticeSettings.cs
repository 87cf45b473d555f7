using JitPortal.Domain.Notices;

namespace JitPortal.Application.Notices;

/// <param name="MailConfigured">There is a mail server to send by.</param>
/// <param name="Email">Where it is sent, as the issuer stated it at the last sign-in.</param>
/// <param name="MailOff">What is not sent.</param>
/// <param name="Zone">The zone that e-mails show times in; <see langword="null"/> is UTC.</param>
public sealed record NoticeSettings(bool MailConfigured, string? Email, NoticeTopic MailOff, string? Zone);
