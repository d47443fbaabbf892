using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node knows of itself at one moment.</summary>
internal sealed record NodeSample(ClusterStatus Status, RegistryView View);

/// <summary>
/// Takes samples. During a collection all metrics are read from one sample, so their numbers are consistent. A listener that reads a single
/// metric gets a fresh sample.
/// </summary>
internal sealed class NodeSampler(IRegistry registry)
{
    private volatile NodeSample? _shared;

    public NodeSample Current => _shared ?? Take();

    /// <summary>Runs a collection.</summary>
    public void Share(Action collection)
    {
        _shared = Take();
        try
        {
            collection();
        }
        finally
        {
            _shared = null;
        }
    }

    private NodeSample Take() => new(registry.Status, registry.View);
}
