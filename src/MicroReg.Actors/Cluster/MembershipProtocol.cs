using System.Collections.Immutable;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// The replication actor tells membership that it is there, or there again. Membership answers with
/// <see cref="MembersChanged"/>, now and whenever that changes.
/// </summary>
/// <param name="Known">The addresses of the other known nodes, if it knows any from before: then this is not the first node of all.</param>
internal sealed record ReplicationStarted(ImmutableArray<string> Known = default);

/// <summary>Whom the replication actor should talk to, beside the nodes that it knows.</summary>
/// <param name="Members">
/// The addresses ("host:port") of all members of this node's Akka cluster, itself included, reachable or not; empty
/// while it is in none.
/// </param>
/// <param name="Contacts">The configured seeds other than this node.</param>
internal sealed record MembersChanged(ImmutableArray<string> Members, ImmutableArray<string> Contacts);

/// <summary>The replication actor heard a node.</summary>
/// <param name="Hello">What it said.</param>
internal sealed record PeerHeard(Hello Hello);
