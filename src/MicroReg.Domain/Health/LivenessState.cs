using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// What the owner of an instance believes about it. <see cref="LivenessTransitions"/> has all changes. What the record shows is a
/// separate fact: <see cref="MonitoredInstance.Recorded"/>.
/// </summary>
internal enum LivenessState
{
    /// <summary>Nothing is known: neither this node nor an earlier owner has found anything.</summary>
    Unknown = 0,

    /// <summary>An earlier owner found it passing. That is believed until this node has seen for itself.</summary>
    InheritedPassing = 1,

    /// <summary>An earlier owner found it failing. That is believed until this node has seen for itself.</summary>
    InheritedFailing = 2,

    /// <summary>This node found it passing.</summary>
    Passing = 3,

    /// <summary>Its lease ended or its check failed, and other nodes are being asked.</summary>
    Suspected = 4,

    /// <summary>Enough nodes were asked, and none contradicts. It is decided at the end of the tick, together with all others.</summary>
    FoundDead = 5,

    /// <summary>It would be failing but for self-preservation.</summary>
    Preserved = 6,

    /// <summary>It would be failing, but this node is cut off from the majority and cannot know.</summary>
    CutOff = 7,

    /// <summary>This node found it failing.</summary>
    Failing = 8,

    /// <summary>It flaps, so it counts as failing until it has been well for a while.</summary>
    Suppressed = 9,
}

/// <summary>What a state means.</summary>
internal static class LivenessStates
{
    /// <summary>True if the instance counts as failing.</summary>
    public static bool IsFailing(this LivenessState state) =>
        state is LivenessState.InheritedFailing or LivenessState.Failing or LivenessState.Suppressed;

    /// <summary>True if it counts as passing.</summary>
    public static bool IsPassing(this LivenessState state) => state is LivenessState.InheritedPassing or LivenessState.Passing;

    /// <summary>True if nothing was found yet that goes before what the record shows.</summary>
    public static bool FollowsRecord(this LivenessState state) =>
        state is LivenessState.Unknown or LivenessState.InheritedPassing or LivenessState.InheritedFailing;

    /// <summary>True if evidence against it makes it suspected; in the other states that happened already.</summary>
    public static bool MayBeSuspected(this LivenessState state) => state == LivenessState.Unknown || state.IsPassing();

    /// <summary>True from the first finding against it to the decision.</summary>
    public static bool IsInQuestion(this LivenessState state) => state is LivenessState.Suspected or LivenessState.FoundDead;

    /// <summary>True if it would be failing, but for what protects it.</summary>
    public static bool IsHeld(this LivenessState state) => state is LivenessState.Preserved or LivenessState.CutOff;

    /// <summary>What the record should show by this node's own finding; null if this node has none.</summary>
    public static InstanceHealth? Finding(this LivenessState state) => state switch
    {
        LivenessState.Passing => InstanceHealth.Passing,
        LivenessState.Failing or LivenessState.Suppressed => InstanceHealth.Failing,
        _ => null,
    };
}
