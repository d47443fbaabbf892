using MicroReg.Domain.Records;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <summary>Parameters that are terms of the registry: statuses, ports, endpoints.</summary>
internal static class RegistryArguments
{
    public static int Port(this CallArguments arguments, int index) => (int)arguments.WholeNumber(index, "port", 1, 65535);

    public static ServiceStatus Status(this CallArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            arguments.Refuse(index, name, $"{ServiceStatuses.Accepted}, as number or name");
        return arguments.OptionalStatus(index, name) ?? default;
    }

    /// <summary>A number, a number as text, or a name in any letter case.</summary>
    public static ServiceStatus? OptionalStatus(this CallArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            return null;
        var value = arguments[index];
        var isStatus =
            value.TryTakeInteger(out var number) ? ServiceStatuses.TryParse(number, out var status)
            : TryParseName(value, out status);
        if (!isStatus)
            arguments.Refuse(index, name, $"{ServiceStatuses.Accepted}, as number or name");
        return status;
    }

    /// <summary>
    /// Host and port, both or neither. Only one of them, or nil (a variable that was never set), is a mistake that would affect all
    /// instances.
    /// </summary>
    public static Endpoint? OptionalEndpoint(this CallArguments arguments, int hostIndex, int portIndex)
    {
        if (arguments.Count <= hostIndex)
            return null;
        if (!arguments.Has(hostIndex) || !arguments.Has(portIndex))
            arguments.Refuse($"{arguments.Method}: host and port must be given together, or neither of them.");
        return new Endpoint(arguments.OptionalText(hostIndex, "host") ?? "", arguments.Has(portIndex) ? arguments.Port(portIndex) : 0);
    }

    /// <summary>A whole number whose range is checked by the registry's rules.</summary>
    public static int? OptionalInt(this CallArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            return null;
        if (arguments[index].TryTakeIntegerOrDigits(out var number) && number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        arguments.Refuse(index, name, "a whole number");
        return null;
    }

    private static bool TryParseName(in XmlRpcValue value, out ServiceStatus status)
    {
        status = default;
        return value.TryTakeText(out var text) && ServiceStatuses.TryParse(text, out status);
    }
}
