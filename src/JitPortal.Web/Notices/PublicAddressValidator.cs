using JitPortal.Application.Notices;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Notices;

/// <summary>An address that is set must be one that links can be made from.</summary>
internal sealed class PublicAddressValidator(IHostEnvironment environment) : IValidateOptions<PublicAddressOptions>
{
    private const string Wanted = "Portal:PublicUrl: the address where people reach the portal, for example https://jit.example.org, with nothing behind the path.";

    public ValidateOptionsResult Validate(string? name, PublicAddressOptions options)
    {
        if (options.PublicUrl.Length == 0)
            return ValidateOptionsResult.Success;
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var address) || !IsWeb(address) || address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
            return ValidateOptionsResult.Fail(Wanted);
        return address.Scheme == Uri.UriSchemeHttps || environment.IsDevelopment()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Portal:PublicUrl: must begin with https:// outside Development.");
    }

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;
}
