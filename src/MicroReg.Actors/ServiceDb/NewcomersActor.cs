using Akka.Actor;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Decides registrations of services that have no actor. What a registration writes depends on its own instance alone, so services need
/// not take turns for it, and most will not be changed soon: an actor for each took a fifth of the CPU of a registration, and half a
/// kilobyte. If somebody else was faster with the same instance, the service gets its own actor, which lets them take turns.
/// </summary>
/// <param name="database">The records.</param>
/// <param name="microDb">Who commits.</param>
public sealed class NewcomersActor(RegistryDatabase database, IActorRef microDb) : UntypedActor
{
    /// <summary>Its place among the services: no service has this name, nor have the subscriptions.</summary>
    internal const string Name = "\n";

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegisterInstance register: microDb.Tell(new Commit(ServiceRules.Decide(register, database.Records.Get, []), register, Sender)); break;
            case DecideAgain: Context.Parent.Forward(message); break;
            case CommitFinished: break;
            default: Unhandled(message); break;
        }
    }

    /// <summary>The caller whose command failed is told.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is RegistryCommand)
            Sender.Tell(CommandAnswer.InternalError);
    }

    /// <summary>ServiceDb needs a new one.</summary>
    protected override void PostStop() => Context.Parent.Tell(new ServiceStopped(Name));
}
