using MicroReg.Domain.Database;

namespace MicroReg.Actors.ServiceDb;

/// <summary>What ServiceDb shares with the rest of the process; it outlives the actor system.</summary>
/// <param name="database">The records.</param>
/// <param name="isReady">Whether the node may be asked: actors of services that were there before are created after that.</param>
internal sealed class ServiceDbRuntime(RegistryDatabase database, Func<bool> isReady)
{
    private volatile ServiceTable? _services;

    /// <summary>How many services have their actor. All registered ones do, but for a while after a start. For any thread.</summary>
    public int ActorCount => _services?.ActorCount ?? 0;

    internal RegistryDatabase Database => database;

    internal bool IsReady => isReady();

    /// <summary>The services of the actor system that runs.</summary>
    internal ServiceTable? Services
    {
        set => _services = value;
    }
}
