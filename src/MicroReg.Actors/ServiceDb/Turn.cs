using Akka.Actor;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>A command, or the rest of one, that waits for its turn in the actor of its service.</summary>
/// <param name="Command">The command.</param>
/// <param name="Caller">Who waits for the answer.</param>
/// <param name="After">The instances up to this endpoint are done; null if none is. See <see cref="CommandPieces"/>.</param>
internal sealed record Turn(RegistryCommand Command, IActorRef Caller, Endpoint? After = null)
{
    /// <summary>What its caller is told if the actor of the service stops before its turn has come.</summary>
    public RegistryFault Unavailable => After is null
        ? new(FaultKind.Unavailable, "The service's actor stopped before the call had its turn. Nothing was stored: repeat the call.")
        : InPart(new(FaultKind.Unavailable, "The service's actor stopped: repeat the call."));

    /// <summary>The fault of a command that had changed some of its instances before it was refused.</summary>
    public static RegistryFault InPart(RegistryFault fault) =>
        fault with { Message = $"Only a part of the instances was changed: {fault.Message}" };
}
