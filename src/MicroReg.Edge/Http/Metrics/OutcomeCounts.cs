using System.Collections.Concurrent;
using System.Globalization;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>How often something had each outcome. An outcome appears the first time that it happens.</summary>
internal sealed class OutcomeCounts
{
    private readonly ConcurrentDictionary<int, OutcomeCount> _faults = new();
    private OutcomeCount? _success;

    /// <summary>The outcomes that there are.</summary>
    public IEnumerable<OutcomeCount> All => _success is null ? _faults.Values : _faults.Values.Prepend(_success);

    /// <summary>Shows success from the start, with 0.</summary>
    public void BeginWithSuccess() => _success = new OutcomeCount("ok");

    /// <summary>The count of a fault code, or of success.</summary>
    public OutcomeCount Of(int? fault) => fault is { } code
        ? _faults.GetOrAdd(code, static one => new OutcomeCount(one.ToString(CultureInfo.InvariantCulture)))
        : _success ?? throw new InvalidOperationException("Success is not counted here.");
}

/// <summary>How often something had one outcome.</summary>
/// <param name="word"><c>ok</c>, or the fault code.</param>
internal sealed class OutcomeCount(string word)
{
    private long _count;

    public string Word => word;

    public long Count => Volatile.Read(ref _count);

    /// <summary>The outcome as the tag of a measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("outcome", word);

    public void Add() => Interlocked.Increment(ref _count);
}
