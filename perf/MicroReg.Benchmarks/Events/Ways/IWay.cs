namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>A way to hear of changes, as a plain client of it would.</summary>
internal interface IWay
{
    string Name { get; }

    /// <summary>Begins behind the cursor and completes once the subscriber holds what the server holds.</summary>
    Task<Subscription> OpenAsync(int port, string cursor, CancellationToken cancel);
}
