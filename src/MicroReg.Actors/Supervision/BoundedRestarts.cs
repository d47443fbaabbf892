using Akka.Actor;

namespace MicroReg.Actors.Supervision;

/// <summary>
/// The supervision of every actor here: restart, at most ten times within a minute, then stop. Akka's default
/// restarts without bound, which turns a lasting fault into a busy loop.
/// </summary>
internal sealed class BoundedRestarts : SupervisorStrategyConfigurator
{
    internal static SupervisorStrategy Strategy { get; } = new OneForOneStrategy(
        maxNrOfRetries: 10,
        withinTimeRange: TimeSpan.FromMinutes(1),
        localOnlyDecider: exception => exception is ActorInitializationException or ActorKilledException
            ? Directive.Stop
            : Directive.Restart);

    /// <inheritdoc />
    public override SupervisorStrategy Create() => Strategy;
}
