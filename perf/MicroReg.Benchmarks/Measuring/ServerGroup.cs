using MicroReg.Benchmarks.Load;
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

    /// <summary>Connects to one of them, in the protocol that it speaks.</summary>
    public Func<int, CancellationToken, Task<ICallConnection>> OpenAsync { get; init; } =
        async (port, cancel) => await HttpConnection.OpenAsync(port, cancel);

    /// <summary>How many clients call; null: as many as everywhere else.</summary>
    public int? Connections { get; init; }

    public static ServerGroup Of(ServerProcess server) => new([server], [server]);

    public TimeSpan[] CpuTimes() => [.. Measured.Select(server => server.CpuTime)];
}
