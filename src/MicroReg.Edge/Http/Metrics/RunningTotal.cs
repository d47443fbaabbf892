using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>Turns a count that may start again at 0 into a counter that never falls.</summary>
internal sealed class RunningTotal(ICounter counter)
{
    private double _last;

    public void AdvanceTo(double count)
    {
        counter.Inc(count >= _last ? count - _last : count);
        _last = count;
    }
}
