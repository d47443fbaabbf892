using MicroReg.Domain.Kernel;

namespace MicroReg.Actors.MicroDb;

/// <summary>What the caller of a command is told.</summary>
/// <param name="Found">False if the command names something that is not registered.</param>
/// <param name="Id">The id of the registered instance; 0 for other commands.</param>
/// <param name="Fault">Why the command was not carried out, or null.</param>
internal sealed record CommandAnswer(bool Found, int Id, RegistryFault? Fault)
{
    /// <summary>Carried out.</summary>
    public static CommandAnswer Done { get; } = new(true, 0, null);

    /// <summary>Nothing of that name is registered.</summary>
    public static CommandAnswer Unknown { get; } = new(false, 0, null);

    /// <summary>A fault of the registry itself; the log has the details.</summary>
    public static CommandAnswer InternalError { get; } =
        Failed(new RegistryFault(FaultKind.Internal, "An internal error; the call may have been carried out."));

    /// <summary>Registered under an id.</summary>
    public static CommandAnswer Registered(int id) => new(true, id, null);

    /// <summary>Not carried out.</summary>
    public static CommandAnswer Failed(RegistryFault fault) => new(false, 0, fault);
}
