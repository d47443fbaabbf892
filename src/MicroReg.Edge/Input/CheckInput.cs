using System.Globalization;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Input;

/// <summary>Reads the check that an instance asks for: a struct, or just the kind of check as a string.</summary>
internal static class CheckInput
{
    private const string Kinds = "tcp, http or none";
    private static readonly HealthCheck Shipped = new(HealthCheckKind.Tcp);

    /// <summary>The check, or null if none was asked for.</summary>
    public static HealthCheck? Read(CallArguments options, int index, string name)
    {
        if (!options.Has(index))
            return null;
        if (!options[index].TryTakeText(out var word))
        {
            return ReadMembers(options.Options(
                index, name, "kind", "interval", "timeout", "failures", "successes", "path", "expected_status", "host_header", "type"));
        }

        if (TryParseKind(word, out var kind))
            return new HealthCheck(kind);
        options.Refuse(index, name, $"{Kinds}, or a struct");
        return null;
    }

    private static HealthCheck ReadMembers(CallArguments members)
    {
        var kindIndex = members.Has(0) ? 0 : 8;
        if (!TryParseKind(members.OptionalText(kindIndex, "kind"), out var kind))
            members.Refuse(kindIndex, "kind", Kinds);
        var interval = members.OptionalInt(1, "interval") ?? Shipped.IntervalSeconds;
        var (from, to) = ReadStatusRange(members, 6, "expected_status");
        return new HealthCheck(
            kind,
            interval,
            members.OptionalInt(2, "timeout") ?? Math.Min(Shipped.TimeoutSeconds, interval),
            members.OptionalInt(3, "failures") ?? Shipped.FailuresBeforeFailing,
            members.OptionalInt(4, "successes") ?? Shipped.SuccessesBeforePassing,
            members.OptionalText(5, "path") ?? Shipped.Path,
            from,
            to,
            members.OptionalText(7, "host_header"));
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

    /// <summary>One status as a number or text, or a range of two statuses with a hyphen between them.</summary>
    private static (int From, int To) ReadStatusRange(CallArguments members, int index, string name)
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
