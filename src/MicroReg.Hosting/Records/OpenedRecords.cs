using MicroReg.Domain.Journal;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Versions;

namespace MicroReg.Hosting.Records;

/// <summary>The records of a node, read from its disk. Everything else starts after this, and ends before it.</summary>
internal sealed class OpenedRecords : IDisposable
{
    /// <summary>Reads a store. It is closed with this object.</summary>
    /// <exception cref="StoreException">The store cannot be read; the message is for the operator.</exception>
    public OpenedRecords(IRecordStore store, OriginId origin, TimeProvider time)
    {
        Store = store;
        Database = new RegistryDatabase(origin, time);
        try
        {
            Facts = Database.Load(store);
            Database.Feed.Begin(Database.Records.Vector);
        }
        catch (StoreException)
        {
            store.Dispose();
            throw;
        }
    }

    public IRecordStore Store { get; }

    public RegistryDatabase Database { get; }

    public NodeFacts Facts { get; }

    public void Dispose() => Store.Dispose();
}
