using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.Edge.XmlRpc.Codec;
using MicroReg.Edge.XmlRpc.Methods;

namespace MicroReg.Edge.Methods;

/// <summary>Parameters that are words of the registry: statuses, ports, endpoints.</summary>
internal static class RegistryArguments
{
    private const int LongestQuoted = 60;

    public static int Port(this XmlRpcArguments arguments, int index) => (int)arguments.WholeNumber(index, "port", 1, 65535);

    public static ServiceStatus Status(this XmlRpcArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            arguments.Refuse(index, name, $"{ServiceStatuses.Accepted}, as number or name");
        return arguments.OptionalStatus(index, name) ?? default;
    }

    /// <summary>A number, a number as text or as a double without a fraction, or a name in any letter case.</summary>
    public static ServiceStatus? OptionalStatus(this XmlRpcArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            return null;
        var value = arguments[index];
        var isStatus =
            value.TryGetInteger(out var number) ? ServiceStatuses.TryParse(number, out var status)
            : value.TryGetText(out var text) ? ServiceStatuses.TryParse(text, out status)
            : TryParseReal(value, out status);
        if (!isStatus)
            arguments.Refuse(index, name, $"{ServiceStatuses.Accepted}, as number or name");
        return status;
    }

    /// <summary>Host and port, both or neither; only one of them is a mistake that would hit all instances.</summary>
    public static Endpoint? OptionalEndpoint(this XmlRpcArguments arguments, int hostIndex, int portIndex)
    {
        if (!arguments.Has(hostIndex) && !arguments.Has(portIndex))
            return null;
        if (!arguments.Has(hostIndex) || !arguments.Has(portIndex))
            arguments.Refuse($"{arguments.Method}: host and port must be given together, or neither of them.");
        return new Endpoint(arguments.OptionalText(hostIndex, "host") ?? "", arguments.Has(portIndex) ? arguments.Port(portIndex) : 0);
    }

    /// <summary>A whole number whose range the registry's rules know.</summary>
    public static int? OptionalInt(this XmlRpcArguments arguments, int index, string name)
    {
        if (!arguments.Has(index))
            return null;
        var value = arguments[index];
        var isNumber = value.TryGetInteger(out var number)
            || (value.TryGetText(out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
        if (isNumber && number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        arguments.Refuse(index, name, "a whole number");
        return null;
    }

    public static void Refuse(this XmlRpcArguments arguments, int index, string name, string expected)
    {
        var given = arguments[index] switch
        {
            { Kind: XmlRpcKind.Nil } => "missing",
            { Kind: XmlRpcKind.Members } => "a struct",
            { Kind: XmlRpcKind.Items } => "an array",
            var value when value.TryGetText(out var text) && text.Length > LongestQuoted => $"a string of {text.Length} characters",
            var value => value.ToString(),
        };
        arguments.Refuse($"{arguments.Method}: the parameter {name} must be {expected}, not {given}.");
    }

    private static bool TryParseReal(in XmlRpcValue value, out ServiceStatus status)
    {
        status = default;
        return value.TryGetReal(out var real) && real is >= -1 and <= 3 && double.IsInteger(real) && ServiceStatuses.TryParse((long)real, out status);
    }
}
