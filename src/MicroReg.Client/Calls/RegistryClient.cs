using MicroReg.Client.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Client.Calls;

/// <summary>
/// Calls the registry over XML-RPC. A call goes to the node that answered last. If that node can't be reached, takes too long or says
/// that it cannot help now (503), the next node is asked, until each was asked once. Every call may be repeated without harm. Thread-safe.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private readonly RegistryClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly NodeRing _ring;

    /// <summary>Makes a client. Does not call the registry yet.</summary>
    /// <param name="options">Where the registry is.</param>
    /// <param name="time">The clock. Null means the system clock.</param>
    /// <exception cref="ArgumentException">The options are wrong. The message lists all errors.</exception>
    public RegistryClient(RegistryClientOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require(nameof(RegistryClient));
        _options = options;
        _time = time ?? TimeProvider.System;
        _http = options.CreateClient();
        _ring = new NodeRing(options.Nodes, 0);
    }

    /// <summary>Registers an instance of a service. Registering the same name, host and port again updates that instance.</summary>
    /// <param name="registration">The instance.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The id of the instance.</returns>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public async Task<int> RegisterAsync(ServiceRegistration registration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var id = await CallAsync("register", registration.ToParameters(), cancellation).ConfigureAwait(false);
        return id.TryGetInteger(out var number) ? (int)number : throw Unexpected("register", id);
    }

    /// <summary>Reports the status of an instance, or of all instances of a service if no endpoint is given.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="status">The status: <c>running</c>, <c>stopped</c>, <c>error</c>, <c>starting</c> or <c>draining</c>.</param>
    /// <param name="endpoint">The host and port. Null means all instances.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if the registry does not know the instance or the service.</returns>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public Task<bool> UpdateStatusAsync(
        string service, string status, (string Host, int Port)? endpoint = null, CancellationToken cancellation = default) =>
        AskAsync("update_status", [XmlRpcValue.Of(service), XmlRpcValue.Of(status), .. Of(endpoint)], cancellation);

    /// <summary>Unregisters an instance, or all instances of a service if no endpoint is given.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="endpoint">The host and port. Null means all instances.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if the registry does not know the instance or the service.</returns>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public Task<bool> UnregisterAsync(string service, (string Host, int Port)? endpoint = null, CancellationToken cancellation = default) =>
        AskAsync("unregister", [XmlRpcValue.Of(service), .. Of(endpoint)], cancellation);

    /// <summary>
    /// Drains an instance. It gets no new requests from now on. After the given time the registry unregisters it, unless it was registered
    /// again.
    /// </summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="host">The host, as it was registered.</param>
    /// <param name="port">The port.</param>
    /// <param name="seconds">The drain time in seconds, 1 to 86,400.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if the registry does not know the instance.</returns>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public Task<bool> DrainAsync(string service, string host, int port, int seconds = 30, CancellationToken cancellation = default) =>
        AskAsync("drain", [XmlRpcValue.Of(service), XmlRpcValue.Of(host), XmlRpcValue.Of(port), XmlRpcValue.Of(seconds)], cancellation);

    /// <summary>Renews the lease of an instance.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="host">The host, as it was registered.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if the registry does not know the instance. Register it again then.</returns>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public Task<bool> HeartbeatAsync(string service, string host, int port, CancellationToken cancellation = default) =>
        AskAsync("heartbeat", [XmlRpcValue.Of(service), XmlRpcValue.Of(host), XmlRpcValue.Of(port)], cancellation);

    /// <summary>Asks whether the registry knows an instance.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="host">The host, as it was registered.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <inheritdoc cref="CallAsync" path="/exception" />
    public async Task<bool> IsRegisteredAsync(string service, string host, int port, CancellationToken cancellation = default) =>
        (await CallAsync("get_service_status", [XmlRpcValue.Of(service), XmlRpcValue.Of(host), XmlRpcValue.Of(port)], cancellation)
            .ConfigureAwait(false)).Kind == XmlRpcKind.WholeNumber;

    /// <summary>Calls any method of the registry.</summary>
    /// <param name="method">The name of the method.</param>
    /// <param name="parameters">The parameters of the method.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The result of the method.</returns>
    /// <exception cref="RegistryFaultException">The registry refused the call.</exception>
    /// <exception cref="RegistryUnavailableException">No node answered.</exception>
    public async Task<XmlRpcValue> CallAsync(string method, IReadOnlyList<XmlRpcValue> parameters, CancellationToken cancellation = default)
    {
        var call = new XmlRpcCall(method, parameters);
        Exception? last = null;
        for (var tried = 0; tried < _ring.Count; tried++)
        {
            var node = _ring.Current;
            try
            {
                return await XmlRpcPost.CallAsync(_http, node, call, _options.CallTimeout, _time, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsTheNodes(failure) && !cancellation.IsCancellationRequested)
            {
                last = failure;
                _ring.Leave(node);
            }
        }

        throw last as RegistryFaultException as Exception
            ?? new RegistryUnavailableException(
                $"{method}: no node of the registry answered ({string.Join(", ", _options.Nodes)}): {last?.Message}", last);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static bool IsTheNodes(Exception failure) => failure
        is HttpRequestException or IOException or OperationCanceledException or InvalidDataException
            or RegistryFaultException { Code: 503 };

    private static XmlRpcValue[] Of((string Host, int Port)? endpoint) =>
        endpoint is var (host, port) ? [XmlRpcValue.Of(host), XmlRpcValue.Of(port)] : [];

    private static InvalidDataException Unexpected(string method, XmlRpcValue value) => new($"{method} returned {value}.");

    private async Task<bool> AskAsync(string method, XmlRpcValue[] parameters, CancellationToken cancellation)
    {
        var answer = await CallAsync(method, parameters, cancellation).ConfigureAwait(false);
        return answer.TryGetBoolean(out var truth) ? truth : throw Unexpected(method, answer);
    }
}
