using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Input;

/// <summary>What a caller may ask of any write: on how many nodes it must be, and whether less is a failure.</summary>
/// <param name="Acknowledgement">The level asked for, or null.</param>
/// <param name="IsStrict">Whether less than the level is a failure, or null.</param>
internal readonly record struct WriteInput(AcknowledgementLevel? Acknowledgement, bool? IsStrict)
{
    /// <summary>Reads <c>ack</c> and <c>strict</c> among the members of an options struct.</summary>
    public static WriteInput Read(CallArguments options, int ackIndex, int strictIndex) =>
        new(ReadLevel(options, ackIndex), options.OptionalBoolean(strictIndex, "strict"));

    /// <summary>
    /// Reads the end of a parameter list where host and port may be left out and options may follow. A struct in the place of the host can
    /// only be the options.
    /// </summary>
    public static WriteInput ReadWithEndpoint(CallArguments arguments, int hostIndex, out Endpoint? endpoint)
    {
        var isForAll = arguments.Count == hostIndex + 1 && arguments[hostIndex].TryTakeMembers(out _);
        endpoint = isForAll ? null : arguments.OptionalEndpoint(hostIndex, hostIndex + 1);
        var index = isForAll ? hostIndex : hostIndex + 2;
        return arguments.Has(index) ? Read(arguments.Options(index, "options", "ack", "strict"), 0, 1) : default;
    }

    /// <summary>The command with what was asked for.</summary>
    public T ApplyTo<T>(T command)
        where T : RegistryCommand =>
        Acknowledgement is null && IsStrict is null ? command : command with { Acknowledgement = Acknowledgement, IsStrict = IsStrict };

    private static AcknowledgementLevel? ReadLevel(CallArguments options, int index)
    {
        switch (options.OptionalText(index, "ack"))
        {
            case null:
                return null;
            case "local":
                return AcknowledgementLevel.Local;
            case "majority":
                return AcknowledgementLevel.Majority;
            case "all":
                return AcknowledgementLevel.All;
            default:
                options.Refuse(index, "ack", "local, majority or all");
                return null;
        }
    }
}
