using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Cluster;

/// <summary>Who this node is, beside the lasting id that is kept with its records.</summary>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Origin">The id of this run.</param>
/// <param name="Version">The version of the program.</param>
internal sealed record NodeIdentity(string Name, OriginId Origin, string Version);
