using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>One of those that are compared: servers that run, and a client that knows how to ask them.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    IReadOnlyList<ServerProcess> Servers { get; }

    /// <summary>More are not stored in it: it would take too long.</summary>
    int MostRecords { get; }

    bool Can(Operation operation);

    /// <summary>Stores more, until there are so many.</summary>
    Task FillAsync(int records, CancellationToken cancel);

    /// <summary>One round; what it registered is taken back afterwards, uncounted.</summary>
    Task<Sample> RunAsync(Operation operation, long mostCalls, TimeSpan time, CancellationToken cancel);
}
