using System.Collections.Concurrent;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Health;

/// <summary>Answers probes as a test wants, good until told otherwise.</summary>
internal sealed class FakeProber : IProber
{
    private readonly ConcurrentDictionary<Endpoint, ProbeResult> _answers = new();

    /// <summary>The endpoints that were probed, in order.</summary>
    public ConcurrentQueue<Endpoint> Probed { get; } = new();

    /// <summary>What probes of an endpoint find from now on.</summary>
    public void Answer(Endpoint endpoint, ProbeResult result) => _answers[endpoint] = result;

    public ValueTask<ProbeResult> ProbeAsync(Endpoint endpoint, HealthCheck check, CancellationToken cancellation)
    {
        Probed.Enqueue(endpoint);
        return new(_answers.GetValueOrDefault(endpoint, ProbeResult.Good));
    }
}
