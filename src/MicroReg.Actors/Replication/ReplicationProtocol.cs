using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Replication;

/// <summary>Asks to fetch what others have seen: a subscriber has seen it, too, and comes here now.</summary>
/// <param name="Vector">What the subscriber has seen.</param>
internal sealed record SeekChanges(VersionVector Vector);

/// <summary>Asks to give up a node.</summary>
/// <param name="Node">Its id, address or name.</param>
internal sealed record ForgetNode(string Node);

/// <summary>Asks to say goodbye to the other nodes.</summary>
/// <param name="Done">Completed once they have all that this one wrote, or after a while.</param>
internal sealed record Leave(TaskCompletionSource Done);
