using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>The servers of one measurement: those that are called, and those whose CPU time it takes.</summary>
internal sealed record ServerGroup(IReadOnlyList<ServerProcess> Called, IReadOnlyList<ServerProcess> Measured)
{
    /// <summary>
    /// Waits until the work of so many calls is done everywhere. Servers that answer before the others have their copy would
    /// look cheap if the clock stopped at the last answer.
    /// </summary>
    public Func<long, CancellationToken, Task> SettleAsync { get; init; } = (_, _) => Task.CompletedTask;

    public static ServerGroup Of(ServerProcess server) => new([server], [server]);

    public TimeSpan[] CpuTimes() => [.. Measured.Select(server => server.CpuTime)];
}
