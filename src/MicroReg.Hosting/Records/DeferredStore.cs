using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Storage;

namespace MicroReg.Hosting.Records;

/// <summary>
/// The store of a node, opened when its records are loaded: what depends on it can be made before the host starts, and a
/// directory that cannot be used ends the start instead of somebody's constructor.
/// </summary>
/// <param name="options">Where and how the records are kept.</param>
internal sealed class DeferredStore(StorageOptions options) : IRecordStore
{
    private SqliteRecordStore? _store;

    /// <summary>Opens the store and reads it. If either fails, the directory is free again.</summary>
    public NodeFacts Load(Action<ServiceRecord> onRecord)
    {
        var store = SqliteRecordStore.Open(options);
        try
        {
            var facts = store.Load(onRecord);
            _store = store;
            return facts;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Write(StoreBatch batch) => Opened.Write(batch);

    /// <inheritdoc />
    public void Probe() => Opened.Probe();

    /// <inheritdoc />
    public void Dispose() => _store?.Dispose();

    private SqliteRecordStore Opened =>
        _store ?? throw new StoreException("The registry was not started: its records have not been loaded.");
}
