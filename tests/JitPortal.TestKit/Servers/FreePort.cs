using System.Net;
using System.Net.Sockets;

namespace JitPortal.TestKit.Servers;

/// <summary>A loopback port that was free a moment ago, and that nobody is given by chance: outgoing connections have theirs from 32,768 on.</summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;

    private static int next = Random.Shared.Next(First, Last);

    public static int Next()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref next) - First) % (Last - First));
            if (IsFree(port))
                return port;
        }
    }

    public static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
