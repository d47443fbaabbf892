using Akka.Actor;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>A command, or the rest of one, that waits for its turn in the actor of its service.</summary>
/// <param name="Command">The command.</param>
/// <param name="Caller">Who waits for the answer.</param>
/// <param name="After">The instances up to this endpoint are done; null if none is. See <see cref="CommandPieces"/>.</param>
internal sealed record Turn(RegistryCommand Command, IActorRef Caller, Endpoint? After = null);
