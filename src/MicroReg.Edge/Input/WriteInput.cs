using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Input;

/// <summary>What a caller may ask of any write: on how many nodes it must be, and whether less is a failure.</summary>
/// <param name="Acknowledgement">The level asked for, or null.</param>
/// <param name="IsStrict">Whether less than the level is a failure, or null.</param>
/// <param name="IsReported">Whether the answer is a struct that tells the level that was reached.</param>
internal readonly record struct WriteInput(AcknowledgementLevel? Acknowledgement, bool? IsStrict, bool IsReported)
{
    /// <summary>Reads <c>ack</c>, <c>strict</c> and <c>report</c>, which follow each other in an options struct.</summary>
    public static WriteInput Read(CallArguments options, int ackIndex) => new(
        ReadLevel(options, ackIndex),
        options.OptionalBoolean(ackIndex + 1, "strict"),
        options.OptionalBoolean(ackIndex + 2, "report") == true);

    /// <summary>
    /// Reads the end of a parameter list where host and port may be left out and options may follow. A struct in the place of the host can
    /// only be the options.
    /// </summary>
    public static WriteInput ReadWithEndpoint(CallArguments arguments, int hostIndex, out Endpoint? endpoint)
    {
        var isForAll = arguments.Count == hostIndex + 1 && arguments[hostIndex].TryTakeMembers(out _);
        endpoint = isForAll ? null : arguments.OptionalEndpoint(hostIndex, hostIndex + 1);
        var index = isForAll ? hostIndex : hostIndex + 2;
        return arguments.Has(index) ? Read(arguments.Options(index, "options", "ack", "strict", "report"), 0) : default;
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
