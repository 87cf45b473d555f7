using System.Net.Sockets;
using System.Security.Authentication;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// The one place where what the driver or the server reports becomes one of the four faults. Sentences are fixed: the
/// server's own text may quote a statement, so only its five-character code is repeated, and its exception is not kept.
/// </summary>
internal static class PostgresFaults
{
    /// <summary>Raised by our own scripts; the class <c>JI</c> is used by nobody else.</summary>
    public const string TooLate = "JIT01", Gone = "JIT02", Closed = "JIT03", Ended = "JIT04", Foreign = "JIT05";

    /// <returns><see langword="null"/> where the exception is not about the target: a bug, or a cancelled caller.</returns>
    public static TargetException? Translate(Exception exception) => exception switch
    {
        TargetException already => already,
        PostgresException server => OfState(server.SqlState),
        NpgsqlException { InnerException: AuthenticationException } => new(Fault.Rejected, "The server's TLS certificate was not accepted.", exception),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new(Fault.Transient, "The server did not answer in time.", exception),
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } } =>
            new(Fault.Transient, "The name of the server cannot be resolved.", exception),
        NpgsqlException or SocketException or IOException => new(Fault.Transient, "The server cannot be reached or broke the connection off.", exception),
        ObjectDisposedException => new(Fault.Transient, "The target's settings have just been replaced.", exception),
        _ => null,
    };

    public static TargetException OfState(string state) => state switch
    {
        TooLate => new(Fault.Transient, "The last moment to begin had passed on the server's clock; nothing was changed."),
        Gone => new(Fault.TargetMissing, "The login of this grant is not on the server."),
        Closed => new(Fault.Rejected, "The login of this grant is closed already and is not opened again."),
        Ended => new(Fault.Rejected, "The end of this login has passed on the server's clock and is not moved any more."),
        Foreign => new(Fault.Rejected, "A login of this name exists that the portal did not make."),
        "42704" => new(Fault.TargetMissing, "The role or the login does not exist on the server (42704)."),
        "42501" => new(Fault.Unauthorized, "The portal's account may not do this on the server (42501)."),
        "3D000" => new(Fault.Rejected, "The database does not exist on the server (3D000)."),
        "2BP01" => new(Fault.Rejected, "Something on the server still depends on the login (2BP01)."),
        "55P03" or "40P01" => new(Fault.Transient, $"Somebody else holds a lock on the role ({state})."),
        "25006" => new(Fault.Transient, "The server takes no changes at the moment (25006)."),
        "XX000" => new(Fault.Transient, "The role was changed by somebody else at the same moment (XX000)."),
        _ when state.StartsWith("28", StringComparison.Ordinal) => new(Fault.Unauthorized, $"The server refused the portal's own login ({state})."),
        _ when IsPassing(state) => new(Fault.Transient, $"The server could not do it now ({state})."),
        _ => new(Fault.Rejected, $"The server refused ({state})."),
    };

    // Connection lost, out of resources, serialisation, cancelled or shutting down, system error.
    private static bool IsPassing(string state) => state[..2] is "08" or "53" or "40" or "57" or "58";
}
