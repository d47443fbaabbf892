using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Probing;

/// <summary>
/// Sends an HTTP request to an instance over a connection that is already open, so nothing in an answer can lead elsewhere. Only the head
/// of the answer is read. Over https any certificate is accepted: the question is whether the instance answers, not who it is, and a probe
/// reveals nothing secret.
/// </summary>
internal sealed class HttpProbe : IDisposable
{
    private const int MaxHeadKiB = 16;

    private static readonly HttpRequestOptionsKey<Socket> Connection = new("connection");
    private static readonly UriCreationOptions AsGiven = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = MaxHeadKiB,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        // With this nothing is kept from one probe to the next, not even a list of hosts.
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, any, _, _) => any is not null },
        // The stream owns the socket, because the handler cancels a pending read by closing the stream.
        ConnectCallback = (context, _) => new(context.InitialRequestMessage.Options.TryGetValue(Connection, out var socket)
            ? new NetworkStream(socket, ownsSocket: true)
            : throw new InvalidOperationException("A probe brings its connection along.")),
    });

    public async ValueTask<ProbeResult> AskAsync(Socket connection, Endpoint endpoint, HealthCheck check, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf(endpoint, check.Path));
        request.Options.Set(Connection, connection);
        request.Headers.ConnectionClose = true;
        request.Headers.Host = check.HostHeader;
        request.Headers.UserAgent.ParseAdd("MicroReg-probe");
        using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        return status >= check.ExpectedStatusFrom && status <= check.ExpectedStatusTo
            ? ProbeResult.Good
            : ProbeResult.Bad(string.Create(
                CultureInfo.InvariantCulture, $"the answer is HTTP {status}, not {check.ExpectedStatusFrom} to {check.ExpectedStatusTo}"));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The scheme is that of the host, or http if it names none. The path is sent as it was given.</summary>
    private static Uri UrlOf(Endpoint endpoint, string path)
    {
        var host = HostNames.WithoutScheme(endpoint.Host);
        var scheme = endpoint.Host.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var isBareIPv6 = host.Contains(':') && !host.StartsWith('[');
        var authority = isBareIPv6 ? $"[{host}]" : host;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{authority}:{endpoint.Port}{path}"), AsGiven);
    }
}
