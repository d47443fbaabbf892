using System.Collections.Concurrent;
using System.Globalization;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>A counter for each fault code, made when the code first comes and at hand from then on.</summary>
/// <param name="counterOf">Makes the counter of an outcome.</param>
internal sealed class FaultCounters(Func<string, ICounter> counterOf)
{
    private readonly ConcurrentDictionary<int, ICounter> _counters = new();

    /// <summary>The fault code as the label of an outcome.</summary>
    public static string Word(int fault) => fault.ToString(CultureInfo.InvariantCulture);

    public void Count(int fault) => _counters.GetOrAdd(fault, static (code, counterOf) => counterOf(Word(code)), counterOf).Inc();
}
