using Microsoft.Extensions.Configuration;

namespace JitPortal.Application.Notices;

/// <summary>The mail server that notices leave by. Section <c>Mail</c>. Without a host nothing is sent and nothing is kept to be sent.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Name or address of the server; empty means that there is none.</summary>
    public string Host { get; set; } = "";

    /// <summary>1 to 65535; 587 is for submission, 465 for TLS from the first byte.</summary>
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty where the server wants nobody to sign in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>A file whose first line is the password, instead of <see cref="Password"/>.</summary>
    [ConfigurationKeyName("Password_FILE")]
    public string PasswordFile { get; set; } = "";

    /// <summary>Who writes, <c>portal@example.org</c> or <c>JitPortal &lt;portal@example.org&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>How long connecting, and then each message, may take: 1 to 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    public bool IsConfigured => Host.Length > 0;
}

public enum MailSecurity
{
    /// <summary>Plain at first, TLS before anything is said; a server without it is refused.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Everything in plain; for a server on the same machine.</summary>
    None,
}
