namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>An event of an instance, as a subscriber at one node received it.</summary>
/// <param name="Key">The instance, as name@host:port.</param>
/// <param name="Node">The node that sent it.</param>
/// <param name="Received">When it was received.</param>
/// <param name="Decided">When the change was made, by its stamp: cut to the millisecond.</param>
/// <param name="Version">Orders the states of the instance.</param>
/// <param name="Sight">What it is said to be.</param>
internal sealed record Sighting(string Key, string Node, double Received, double Decided, string Version, Sight Sight);

/// <summary>What an instance is said to be.</summary>
internal enum Sight
{
    /// <summary>Anything but failing: nobody has looked, or it is passing.</summary>
    Well,

    /// <summary>Its lease ran out, or its check failed.</summary>
    Failing,

    /// <summary>It is not registered any more.</summary>
    Gone,
}
