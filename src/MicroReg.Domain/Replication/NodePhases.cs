using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Replication;

/// <summary>What follows from the phase of a node.</summary>
internal static class NodePhases
{
    /// <summary>True if the node may be asked.</summary>
    public static bool IsReady(this NodePhase phase) =>
        phase is NodePhase.Ready or NodePhase.Stale or NodePhase.Outdated or NodePhase.Leaving;

    /// <summary>True if other nodes may take everything from it.</summary>
    public static bool IsReliable(this NodePhase phase) => phase.IsReady() && !phase.IsAway();

    /// <summary>True once it had everything that another node had, or began the registry.</summary>
    public static bool HasCaughtUp(this NodePhase phase) => phase is NodePhase.Ready or NodePhase.Stale or NodePhase.Leaving;

    /// <summary>True while it cannot tell a record that it missed from one that was unregistered.</summary>
    public static bool IsAway(this NodePhase phase) =>
        phase is NodePhase.MustReplace or NodePhase.Outdated || phase.IsOut();

    /// <summary>
    /// True if it has the records of a node that was ready once, even if there were none. A node that is still joining has an
    /// incomplete copy, and must not present it as complete.
    /// </summary>
    public static bool HasData(this NodePhase phase) =>
        phase is not (NodePhase.Starting or NodePhase.Empty or NodePhase.Joining or NodePhase.Duplicate);

    /// <summary>True if it gives pages to others that catch up.</summary>
    public static bool GivesPages(this NodePhase phase) => phase.HasData() && !phase.IsAway();

    /// <summary>True if it takes no part in the cluster any more: nobody takes records from it, and it takes none.</summary>
    public static bool IsOut(this NodePhase phase) => phase is NodePhase.LeavingUnready or NodePhase.Duplicate;

    /// <summary>True if it stops.</summary>
    public static bool IsLeaving(this NodePhase phase) => phase is NodePhase.Leaving or NodePhase.LeavingUnready;

    /// <summary>Whether it may be asked, and why not.</summary>
    public static Readiness ToReadiness(this NodePhase phase) => phase switch
    {
        NodePhase.Ready or NodePhase.Leaving => Readiness.Ready,
        NodePhase.Stale => new Readiness(
            true, true, "None of the other known nodes is heard; the answers are from this node's own records."),
        NodePhase.MustReplace or NodePhase.Outdated => new Readiness(
            phase.IsReady(),
            true,
            "This node was out of contact for longer than unregistered instances are remembered; "
                + "it needs a complete copy from another node."),
        NodePhase.Joining or NodePhase.CatchingUp => new Readiness(false, false, "The node takes over what the others have."),
        NodePhase.Returning => new Readiness(false, false, "The node waits to hear from another one."),
        NodePhase.Empty => new Readiness(
            false,
            false,
            "The node is empty and waits for another one that is not: "
                + "an empty registry must not tell anybody that there are no services."),
        NodePhase.LeavingUnready => new Readiness(false, false, "The node stops."),
        NodePhase.Duplicate => new Readiness(
            false,
            false,
            "Another living node has the same id: the data directory of this one is a copy of its. "
                + "Stop this node, and start it with an empty data directory."),
        _ => new Readiness(false, false, "The node has just started."),
    };
}
