namespace MicroReg.Benchmarks.Events.Changes;

/// <summary>Makes changes at a server; several may be on their way at a time.</summary>
internal interface IChangeSender
{
    /// <summary>Completes with the server's answer.</summary>
    /// <param name="change">What to change.</param>
    /// <param name="sending">Called right before the call goes out.</param>
    /// <exception cref="BenchmarkFailedException">The answer is wrong.</exception>
    Task SendAsync(PlannedChange change, Action sending);
}
