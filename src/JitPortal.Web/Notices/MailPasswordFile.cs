using JitPortal.Application.Notices;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Notices;

/// <summary>Takes the password from its file, so that it stands neither in settings nor in the environment.</summary>
internal sealed class MailPasswordFile : IPostConfigureOptions<MailOptions>
{
    public void PostConfigure(string? name, MailOptions options)
    {
        // A file that is not there, or a password in both places, is the validator's to tell.
        if (options.PasswordFile.Length > 0 && options.Password.Length == 0 && File.Exists(options.PasswordFile))
            options.Password = File.ReadLines(options.PasswordFile).FirstOrDefault() ?? "";
    }
}
