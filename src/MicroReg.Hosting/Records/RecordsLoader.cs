using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using Microsoft.Extensions.Options;

namespace MicroReg.Hosting.Records;

/// <summary>Loads the records when the host starts, before anything else of it does. A store that cannot be read ends the start.</summary>
/// <param name="database">Where the records go.</param>
/// <param name="store">Where they come from.</param>
/// <param name="settings">The name of the node and its directory, for the log.</param>
/// <param name="logger">Says what was read.</param>
internal sealed class RecordsLoader(
    RegistryDatabase database, IRecordStore store, IOptions<MicroRegSettings> settings,
    ILogger<RecordsLoader> logger) : IHostedLifecycleService
{
    /// <summary>Loads the records.</summary>
    /// <exception cref="StoreException">The directory or its file cannot be used; the message is for the operator.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var facts = database.Load(store);
        database.Feed.Begin(database.Records.Vector);
        Log.RecordsRead(
            logger,
            settings.Value.NodeName,
            facts.NodeId,
            database.Records.Origin.ToString(),
            database.View.InstanceCount,
            database.View.ServiceCount,
            settings.Value.Storage.Directory);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
