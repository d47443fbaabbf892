using System.Net.Sockets;
using MicroReg.Domain.Journal;
using MicroReg.Node.Settings;

namespace MicroReg.Node;

/// <summary>Turns the failures of a start that an operator can mend into one clear line each.</summary>
internal static class StartFailures
{
    /// <summary>The line for a failure, or null for one that is a fault of the program.</summary>
    public static string? Explain(Exception failure, NodeSettings settings)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<StoreException>().FirstOrDefault() is { } store)
            return store.Message;
        if (causes.OfType<SocketException>().FirstOrDefault() is not { } socket)
            return null;
        var isHttp = causes.OfType<IOException>().Any();
        var (setting, option, port) = isHttp
            ? ("microreg.http.port", "--http-port", settings.Http.Port)
            : ("microreg.cluster.port", "--remote-port", settings.Registry.Cluster?.Port ?? 0);
        var problem = socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use" : $"can't be listened on ({socket.Message})";
        return $"{settings.Http.Bind}:{port} {problem}: choose another port with {option} ({setting}), or stop who has it.";
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        yield return failure;
        var inner = failure is AggregateException many
            ? many.InnerExceptions
            : failure.InnerException is { } one ? [one] : Enumerable.Empty<Exception>();
        foreach (var cause in inner.SelectMany(Causes))
            yield return cause;
    }
}
