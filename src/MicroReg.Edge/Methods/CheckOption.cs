using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Reads the check that an instance asks for: a struct, or only the kind of check as a string.</summary>
internal static class CheckOption
{
    private const string Kinds = "tcp, http or none";
    private static readonly HealthCheck Shipped = new(HealthCheckKind.Tcp);

    public static HealthCheck? Read(XmlRpcArguments options, int index, string name, out XmlRpcFault? wrong)
    {
        var check = ReadAny(options, index, name, out var members);
        wrong = (members ?? options).Fault;
        return check;
    }

    private static HealthCheck? ReadAny(XmlRpcArguments options, int index, string name, out XmlRpcArguments? members)
    {
        members = null;
        if (!options.Has(index))
            return null;
        if (options[index].TryTakeText(out var word))
        {
            if (TryParseKind(word, out var kind))
                return new HealthCheck(kind);
            options.Refuse(index, name, $"{Kinds}, or a struct");
            return null;
        }

        members = options.Options(
            index, name, "kind", "interval", "timeout", "failures", "successes", "path", "expected_status", "host_header", "type");
        return ReadMembers(members, name);
    }

    private static HealthCheck ReadMembers(XmlRpcArguments members, string name)
    {
        var kindIndex = members.Has(0) ? 0 : 8;
        if (!TryParseKind(members.OptionalText(kindIndex, $"{name}.kind"), out var kind))
            members.Refuse(kindIndex, $"{name}.kind", Kinds);
        var interval = members.OptionalInt(1, $"{name}.interval") ?? Shipped.IntervalSeconds;
        var (from, to) = ReadStatusRange(members, 6, $"{name}.expected_status");
        return new HealthCheck(
            kind,
            interval,
            members.OptionalInt(2, $"{name}.timeout") ?? Math.Min(Shipped.TimeoutSeconds, interval),
            members.OptionalInt(3, $"{name}.failures") ?? Shipped.FailuresBeforeFailing,
            members.OptionalInt(4, $"{name}.successes") ?? Shipped.SuccessesBeforePassing,
            members.OptionalText(5, $"{name}.path") ?? Shipped.Path,
            from,
            to,
            members.OptionalText(7, $"{name}.host_header"));
    }

    private static bool TryParseKind(string? word, out HealthCheckKind kind)
    {
        (var known, kind) = word?.ToUpperInvariant() switch
        {
            "TCP" => (true, HealthCheckKind.Tcp),
            "HTTP" => (true, HealthCheckKind.Http),
            "NONE" => (true, HealthCheckKind.None),
            _ => (false, HealthCheckKind.None),
        };
        return known;
    }

    /// <summary>One status as a number or text, or two with a hyphen between them.</summary>
    private static (int From, int To) ReadStatusRange(XmlRpcArguments members, int index, string name)
    {
        if (!members.Has(index))
            return (Shipped.ExpectedStatusFrom, Shipped.ExpectedStatusTo);
        if (members[index].TryTakeInteger(out var one) && one is > 0 and < 1000)
            return ((int)one, (int)one);
        if (members[index].TryTakeText(out var text))
        {
            var hyphen = text.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = hyphen < 0 ? (text, text) : (text[..hyphen], text[(hyphen + 1)..]);
            if (TryParseStatus(first, out var from) && TryParseStatus(last, out var to))
                return (from, to);
        }

        members.Refuse(index, name, "a status like 200 or a range like \"200-399\"");
        return (Shipped.ExpectedStatusFrom, Shipped.ExpectedStatusTo);
    }

    private static bool TryParseStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status);
}
