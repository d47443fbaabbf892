using Akka.Actor;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// Why an actor system ends, as Akka is told. With a reason of Akka's own for members that are taken out of their cluster
/// Akka.Hosting would set an exit code of the process, which goes on.
/// </summary>
internal sealed class EndReason : CoordinatedShutdown.Reason
{
    private EndReason()
    {
    }

    /// <summary>Another one takes its place.</summary>
    public static EndReason Replaced { get; } = new();

    /// <inheritdoc />
    public override int ExitCode => 0;
}
