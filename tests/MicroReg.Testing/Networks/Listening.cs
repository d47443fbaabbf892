using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Testing.Networks;

/// <summary>Tells when a server listens that does not say so itself.</summary>
public static class Listening
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <exception cref="TimeoutException">It does not listen in time.</exception>
    public static async Task WaitAsync(int port, TimeSpan patience, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(port, cancel))
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
                throw new TimeoutException($"Nobody listens on port {port}.");
            await Task.Delay(Poll, cancel);
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
