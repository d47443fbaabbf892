using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Cluster;

/// <summary>Who this node is.</summary>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="NodeId">The lasting id from its data directory.</param>
/// <param name="Origin">The id of this run.</param>
/// <param name="Version">The version of the program.</param>
public sealed record NodeIdentity(string Name, string NodeId, OriginId Origin, string Version);
