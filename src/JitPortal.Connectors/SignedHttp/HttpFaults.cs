using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// The one place where what a service or the line to it does becomes one of the four faults. The service's own words are never
/// repeated: they could hold anything.
/// </summary>
internal static class HttpFaults
{
    /// <returns><see langword="null"/> for success, which only 2xx is.</returns>
    /// <remarks>
    /// None of them is <see cref="Fault.TargetMissing"/>: an address that has gone must never read as access that has gone.
    /// </remarks>
    public static TargetException? OfStatus(HttpStatusCode status) => (int)status switch
    {
        >= 200 and <= 299 => null,
        >= 300 and <= 399 => new(Fault.Rejected, $"The service answers with a redirect ({Number(status)}), which is not followed: give the address that answers itself."),
        401 or 403 => new(Fault.Unauthorized, $"The service does not accept the signature ({Number(status)}): compare the secret and both clocks."),
        404 => new(Fault.Rejected, "There is nothing at the target's address (404)."),
        410 => new(Fault.Rejected, "The service says that its address is out of use for good (410): access there has to be checked by hand."),
        408 or 425 or 429 or 500 or 502 or 503 or 504 => new(Fault.Transient, $"The service is overloaded or failing ({Number(status)})."),
        _ => new(Fault.Rejected, $"The service refuses the message ({Number(status)})."),
    };

    /// <returns><see langword="null"/> where the exception is not about the target: a bug, or a cancelled caller.</returns>
    public static TargetException? Translate(Exception exception) => exception switch
    {
        TargetException already => already,
        HttpRequestException { InnerException: TargetException already } => new(already.Fault, already.Message, exception),
        HttpRequestException { InnerException: AuthenticationException } => new(Fault.Rejected, "The service's TLS certificate was not accepted.", exception),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            new(Fault.Transient, "The name of the service cannot be resolved.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new(Fault.Rejected, $"The service's answer is larger than {SignedHttpLink.LargestAnswer / 1024} KiB.", exception),
        HttpRequestException or IOException or SocketException => new(Fault.Transient, "The service cannot be reached or broke the connection off.", exception),
        ObjectDisposedException => new(Fault.Transient, "The target's settings have just been replaced.", exception),
        _ => null,
    };

    /// <summary>What a service says became of an effect, in the words of its protocol.</summary>
    /// <returns><see langword="null"/> for <c>done</c>.</returns>
    public static TargetException? OfResult(string result) => result switch
    {
        "done" => null,
        "too_late" => new(Fault.Transient, "The last moment to begin had passed on the service's clock; nothing was changed."),
        "closed" => new(Fault.Rejected, "The access of this grant is closed already and is not opened again."),
        "superseded" => new(Fault.Rejected, "A later change of this access has been carried out; this one came too late."),
        "missing" => new(Fault.TargetMissing, "The service does not know this login."),
        "foreign" => new(Fault.Rejected, "A login of this name exists that the portal did not make."),
        "unknown_role" => new(Fault.Rejected, "The service has no such role."),
        _ => new(Fault.Rejected, "The service's answer cannot be used: result is none of done, too_late, closed, superseded, missing, foreign, unknown_role."),
    };

    private static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
