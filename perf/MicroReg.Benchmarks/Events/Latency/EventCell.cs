using MicroReg.Benchmarks.Events.Listening;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>All rounds of one subscriber at one rate with so many records.</summary>
internal sealed class EventCell(string name)
{
    private readonly List<ListenerSample> _rounds = [];

    public string Name => name;

    public long Samples => _rounds.Sum(round => round.FromSend.Count);

    public int Lost => _rounds.Sum(round => round.Lost);

    public int Coalesced => _rounds.Sum(round => round.Coalesced);

    public void Add(ListenerSample round) => _rounds.Add(round);

    /// <summary>Milliseconds, one figure for each round.</summary>
    public IEnumerable<double> Each(Func<ListenerSample, LatencyHistogram> latencies, double quantile) =>
        _rounds.Select(round => latencies(round).Quantile(quantile).TotalMilliseconds);

    public Spread Spread(Func<ListenerSample, LatencyHistogram> latencies, double quantile) =>
        Measuring.Spread.Of(Each(latencies, quantile));

    /// <summary>Milliseconds over all rounds: one round has too few samples for what is rare.</summary>
    public double Pooled(Func<ListenerSample, LatencyHistogram> latencies, double quantile)
    {
        var all = new LatencyHistogram();
        _rounds.ForEach(round => all.Add(latencies(round)));
        return all.Quantile(quantile).TotalMilliseconds;
    }
}
