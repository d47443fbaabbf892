using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>A count that begins at 0 again when what is counted does, as a counter that never falls.</summary>
internal sealed class RunningTotal(ICounter counter)
{
    private double _last;

    public void AdvanceTo(double count)
    {
        counter.Inc(count >= _last ? count - _last : count);
        _last = count;
    }
}
