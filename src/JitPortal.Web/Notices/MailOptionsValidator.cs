using JitPortal.Application.Notices;
using Microsoft.Extensions.Options;
using MimeKit;

namespace JitPortal.Web.Notices;

/// <summary>Reports every mistake at once, each with its full key.</summary>
internal sealed class MailOptionsValidator(IOptions<PublicAddressOptions> portal) : IValidateOptions<MailOptions>
{
    private const int HighestPort = 65_535;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(MailOptions options)
    {
        if (!options.IsConfigured)
            return new[] { options.User, options.Password, options.PasswordFile, options.From }.Any(set => set.Length > 0) ? ["Mail:Host: the mail server is needed when other settings of Mail are given."] : [];
        return [.. Server(options), .. Account(options)];
    }

    private IEnumerable<string> Server(MailOptions options)
    {
        if (options.Port is < 1 or > HighestPort)
            yield return $"Mail:Port: must be between 1 and {HighestPort}.";
        if (options.Timeout < Shortest || options.Timeout > Longest)
            yield return "Mail:Timeout: must be between 00:00:01 and 00:00:30.";
        if (!MailboxAddress.TryParse(options.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            yield return "Mail:From: the address that notices come from is needed, for example JitPortal <portal@example.org>.";
        if (portal.Value.PublicUrl.Length == 0)
            yield return "Portal:PublicUrl: is needed with Mail:Host, because a notice links to the portal.";
    }

    private static IEnumerable<string> Account(MailOptions options)
    {
        if (options.PasswordFile.Length > 0 && !File.Exists(options.PasswordFile))
            yield return $"Mail:Password_FILE: there is no file {options.PasswordFile}.";
        else if (options.User.Length > 0 != options.Password.Length > 0)
            yield return "Mail:User, Mail:Password: give both, or neither where the server wants nobody to sign in.";
        if (options is { Security: MailSecurity.None, User.Length: > 0 } && !IsThisMachine(options.Host))
            yield return "Mail:Security: None would send Mail:Password in plain; use StartTls or Tls.";
    }

    private static bool IsThisMachine(string host) => host is "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
