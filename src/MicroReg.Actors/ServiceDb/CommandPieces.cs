using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.ServiceDb;

/// <summary>
/// Cuts a command for all instances of a service into pieces, so that one for 100,000 instances does not keep the other services
/// waiting. Each piece is decided on what the registry holds at its turn: instances that came behind it meanwhile are included, and
/// those that went are not. The only memory between two pieces is the endpoint where the next one begins.
/// </summary>
internal static class CommandPieces
{
    /// <summary>The most instances of a piece. Enough to fill a group commit; MicroDb writes so many in about a millisecond.</summary>
    public const int MostWrites = 256;

    /// <summary>Decides a command, or the next piece of one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="database">What the registry holds.</param>
    /// <param name="after">The last endpoint of the piece before; null at the beginning.</param>
    public static (Decision Decision, CommandPiece? Piece) Decide(RegistryCommand command, RegistryDatabase database, Endpoint? after)
    {
        var service = database.View.Find(command.Service);
        if (after is null && (service is null || service.Count <= MostWrites || !IsForAll(command)))
            return (ServiceRules.Decide(command, database.Records.Get, service?.Instances ?? []), null);

        var rest = after is { } last ? service?.InstancesAfter(last) ?? [] : service!.Instances;
        var living = rest.Take(MostWrites + 1).ToList();
        Endpoint? upTo = null;
        if (living.Count > MostWrites)
        {
            living.RemoveAt(MostWrites);
            upTo = living[^1].Key.Endpoint;
        }

        return (ServiceRules.Decide(command, database.Records.Get, living), new CommandPiece(after, upTo));
    }

    private static bool IsForAll(RegistryCommand command) =>
        command is UpdateStatus { Endpoint: null } or UnregisterInstances { Endpoint: null };
}
