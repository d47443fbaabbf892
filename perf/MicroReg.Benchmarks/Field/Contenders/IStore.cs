namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>What is done with the records of a contender beside the measurements.</summary>
internal interface IStore
{
    /// <summary>Stores records that are not there yet.</summary>
    Task FillAsync(int from, int to, CancellationToken cancel);

    /// <summary>Whatever lets the contender do its best at what comes next.</summary>
    Task PrepareAsync(Operation operation, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Removes what was registered under the new names with these numbers.</summary>
    Task TakeBackAsync(long first, long end, CancellationToken cancel);

    /// <summary>Waits until the work of the calls so far is done everywhere, with so many records more than are stored.</summary>
    Task SettleAsync(long more, CancellationToken cancel) => Task.CompletedTask;
}
