using MicroReg.Domain.Kernel;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.MicroDb;

/// <summary>What the caller of a command is told.</summary>
/// <param name="Found">False if the command names something that is not registered.</param>
/// <param name="Id">The id of the registered instance; 0 for other commands.</param>
/// <param name="Fault">Why the command was not carried out, or null.</param>
internal sealed record CommandAnswer(bool Found, int Id, RegistryFault? Fault)
{
    /// <summary>Carried out.</summary>
    public static CommandAnswer Done { get; } = new(true, 0, null);

    private static readonly CommandAnswer[] DoneAt =
        [.. Enum.GetValues<AcknowledgementLevel>().Order().Select(level => Done with { Reached = level })];

    /// <summary>The level that was reached; null if nothing was written.</summary>
    public AcknowledgementLevel? Reached { get; init; }

    /// <summary>Nothing of that name is registered.</summary>
    public static CommandAnswer Unknown { get; } = new(false, 0, null);

    /// <summary>A fault of the registry itself; the log has the details.</summary>
    public static CommandAnswer InternalError { get; } =
        Failed(new RegistryFault(FaultKind.Internal, "An internal error; the call may have been carried out."));

    /// <summary>Registered under an id, and on so many nodes.</summary>
    public static CommandAnswer Registered(int id, AcknowledgementLevel reached) => new(true, id, null) { Reached = reached };

    /// <summary>Carried out, and on so many nodes.</summary>
    public static CommandAnswer DoneOn(AcknowledgementLevel reached) => DoneAt[(int)reached];

    /// <summary>Not carried out.</summary>
    public static CommandAnswer Failed(RegistryFault fault) => new(false, 0, fault);
}
