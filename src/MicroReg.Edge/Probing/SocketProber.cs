using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Edge.Targets;

namespace MicroReg.Edge.Probing;

/// <summary>
/// Probes instances over sockets. A probe opens one connection, to a permitted address, and closes it at its end. Whatever the other side
/// does, a probe takes no longer than the check's timeout, including the lookup of a name.
/// </summary>
/// <param name="targets">The addresses to which it may connect.</param>
/// <param name="time">Measures the timeouts.</param>
internal sealed class SocketProber(TargetNetworks targets, TimeProvider time) : IProber, IDisposable
{
    private readonly HttpProbe _http = new();

    /// <inheritdoc />
    public async ValueTask<ProbeResult> ProbeAsync(Endpoint endpoint, HealthCheck check, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(check);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(check.TimeoutSeconds), time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var socket = await PermittedConnection
                .TryOpenAsync(HostNames.WithoutScheme(endpoint.Host), endpoint.Port, targets, ended.Token).ConfigureAwait(false);
            if (socket is null)
                return ProbeResult.NotPermitted($"no address of {endpoint.Host} is in the networks that may be probed");
            return check.Kind == HealthCheckKind.Http
                ? await _http.AskAsync(socket, endpoint, check, ended.Token).ConfigureAwait(false)
                : ProbeResult.Good;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ProbeResult.Bad($"no answer within {check.TimeoutSeconds} s");
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            // Whatever an endpoint can cause is a finding about that endpoint.
            cancellation.ThrowIfCancellationRequested();
            return ProbeResult.Bad(
                late.IsCancellationRequested ? $"no answer within {check.TimeoutSeconds} s" : ProbeFailures.Explain(failure));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
