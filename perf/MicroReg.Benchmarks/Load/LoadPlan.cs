namespace MicroReg.Benchmarks.Load;

/// <summary>One run of the generator: ends at <paramref name="MaxCalls"/> or <paramref name="MaxTime"/>, whichever is first.</summary>
/// <param name="Ports">Ports on 127.0.0.1, over which the connections are spread evenly.</param>
/// <param name="Connections">Connections, each with one call outstanding.</param>
/// <param name="MaxCalls">Bound in count.</param>
/// <param name="MaxTime">Bound in time.</param>
/// <param name="Requests">Makes the requests of one connection.</param>
/// <param name="Check">What every answer must look like.</param>
internal sealed record LoadPlan(
    IReadOnlyList<int> Ports, int Connections, long MaxCalls, TimeSpan MaxTime, Func<IRequestSource> Requests, AnswerCheck Check)
{
    /// <summary>Connects to a port, in the protocol of the server there.</summary>
    public Func<int, CancellationToken, Task<ICallConnection>> OpenAsync { get; init; } =
        async (port, cancel) => await HttpConnection.OpenAsync(port, cancel);

    /// <summary>Calls per second over all connections; null: a closed loop, as fast as the answers come.</summary>
    public double? CallsPerSecond { get; init; }
}
