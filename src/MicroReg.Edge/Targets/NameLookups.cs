using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Edge.Targets;

/// <summary>
/// Looks up names. A resolver that does not answer blocks a thread for many seconds, even when nobody waits for it any more. So lookups
/// have a few threads of their own, and callers who ask for the same name at the same time share one lookup.
/// </summary>
internal static class NameLookups
{
    private const int AtATime = 16;

    private static readonly SemaphoreSlim Threads = new(AtATime);
    private static readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> UnderWay = new(StringComparer.Ordinal);

    /// <summary>The addresses of a host: a name, or an address, perhaps in brackets.</summary>
    /// <exception cref="SocketException">There is no such name, or no resolver answers.</exception>
    public static async ValueTask<IPAddress[]> FindAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        cancellation.ThrowIfCancellationRequested();
        var lookup = UnderWay.GetOrAdd(host, static name => new(() => LookUpAsync(name)));
        return await lookup.Value.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<IPAddress[]> LookUpAsync(string name)
    {
        await Threads.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                () => Dns.GetHostAddresses(Ascii(name)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            UnderWay.TryRemove(name, out _);
            Threads.Release();
        }
    }

    /// <summary>Resolvers know names only in their ASCII form.</summary>
    private static string Ascii(string name)
    {
        try
        {
            return name.All(char.IsAscii) ? name : new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
