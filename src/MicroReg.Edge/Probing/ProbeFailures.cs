using System.Net.Sockets;
using System.Security.Authentication;

namespace MicroReg.Edge.Probing;

/// <summary>Says in a few words, for logs, why a probe failed.</summary>
internal static class ProbeFailures
{
    private const int MaxLength = 200;

    public static string Explain(Exception failure) => Innermost(failure) switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => "the name is unknown",
        SocketException { SocketErrorCode: SocketError.TryAgain } => "the name could not be looked up",
        SocketException { SocketErrorCode: SocketError.ConnectionReset } => "the connection was reset",
        AuthenticationException => "there is no TLS at this port, or none that both sides speak",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the head of the answer is too long",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection was closed without an answer",
        var cause => Plain(cause.Message),
    };

    private static Exception Innermost(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } or HttpIOException
        || failure.InnerException is not { } inner
            ? failure
            : Innermost(inner);

    /// <summary>What an endpoint wrote may be quoted: on one line and shortened.</summary>
    private static string Plain(string text) => string.Concat(text.Take(MaxLength).Select(c => char.IsControl(c) ? ' ' : c));
}
