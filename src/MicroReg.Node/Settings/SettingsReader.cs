using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Akka.Configuration;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Replication;

namespace MicroReg.Node.Settings;

/// <summary>
/// Reads settings from a configuration and notes every mistake with its key and value, instead of stopping at the
/// first: an operator mends a file once.
/// </summary>
internal sealed class SettingsReader(Config config)
{
    private readonly List<string> _errors = [];

    /// <summary>What was wrong, one line each.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public string Text(string path) => config.GetString(path, "") ?? "";

    public int Number(string path, int least, int greatest) =>
        int.TryParse(Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= greatest
            ? number
            : Wrong<int>(path, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {greatest}"));

    public int Port(string path) => Number(path, 0, 65535);

    public string Address(string path) =>
        IPAddress.TryParse(Text(path), out _)
            ? Text(path)
            : Wrong<string>(path, "must be an IP address to listen on, such as 127.0.0.1, ::1 or 0.0.0.0") ?? "";

    public bool Switch(string path) => Choice(path, ("true", true), ("on", true), ("yes", true), ("false", false), ("off", false), ("no", false));

    public T Choice<T>(string path, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        foreach (var (name, value) in choices)
            if (string.Equals(name, Text(path), StringComparison.OrdinalIgnoreCase))
                return value;
        var names = new List<string>();
        foreach (var (name, _) in choices)
            names.Add(name);
        return Wrong<T>(path, $"must be one of {string.Join(", ", names)}")!;
    }

    public TimeSpan Time(string path, TimeSpan least, TimeSpan greatest)
    {
        var time = Amounts.ParseTime(Text(path));
        return time is { } given && given >= least && given <= greatest
            ? given
            : Wrong<TimeSpan>(path, $"must be a time such as 500ms, 5s, 10m or 24h, from {Amounts.Format(least)} to {Amounts.Format(greatest)}");
    }

    /// <summary>A time in whole seconds.</summary>
    public int Seconds(string path, TimeSpan least, TimeSpan greatest)
    {
        var time = Time(path, least, greatest);
        return time.Ticks % TimeSpan.TicksPerSecond == 0 ? (int)time.TotalSeconds : Wrong<int>(path, "must be a whole number of seconds");
    }

    /// <summary>A part of a whole, 0 to 1, as a number or in per cent.</summary>
    public double Share(string path)
    {
        var text = Text(path).Trim();
        var isPercent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * (isPercent ? 0.01 : 1) is > 0 and <= 1 and var share
            ? share
            : Wrong<double>(path, "must be a share such as 50% or 0.5, more than 0 and at most 1");
    }

    /// <summary>A time that may be negative.</summary>
    public TimeSpan Offset(string path, TimeSpan greatest)
    {
        var text = Text(path).Trim();
        var time = Amounts.ParseTime(text.TrimStart('-')) * (text.StartsWith('-') ? -1 : 1);
        return time is { } given && given.Duration() <= greatest
            ? given
            : Wrong<TimeSpan>(path, $"must be a time such as 90s or -90s, at most {Amounts.Format(greatest)} either way");
    }

    /// <summary>Addresses of nodes, in the one form in which they are compared.</summary>
    public ImmutableArray<string> Nodes(string path)
    {
        var given = List(path);
        if (given.All(node => NodeAddress.TryParse(node, out _, out _)))
            return [.. given.Select(node => NodeAddress.TryParse(node, out var host, out var port) ? NodeAddress.Of(host, port) : node).Distinct()];
        Reject(path, "must be nodes as \"host:port\", such as 10.0.0.1:4053, registry-1.internal:4053 or [::1]:4053");
        return [];
    }

    /// <summary>Networks, or single addresses.</summary>
    public NetworkSet Networks(string path) =>
        NetworkSet.TryParse(List(path), out var networks, out var wrong)
            ? networks
            : Wrong<NetworkSet>(path, $"'{wrong}' must be a network such as 10.0.0.0/8 or fc00::/7, or an address") ?? NetworkSet.None;

    public int Size(string path, int least, int greatest)
    {
        var size = Amounts.ParseSize(Text(path));
        return size is { } given && given >= least && given <= greatest
            ? (int)given
            : Wrong<int>(path, string.Create(CultureInfo.InvariantCulture, $"must be a size such as 512B, 64KiB or 1MiB, from {least}B to {greatest}B"));
    }

    public ImmutableArray<string> List(string path) =>
        config.GetValue(path) is { } value && value.IsArray()
            ? [.. config.GetStringList(path) ?? []]
            : [.. Text(path).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public string Reject(string path, string rule) => Wrong<string>(path, rule) ?? "";

    private T? Wrong<T>(string path, string rule)
    {
        var value = config.GetValue(path) is { } existing && existing.IsArray() ? $"[{string.Join(", ", List(path))}]" : $"\"{Text(path)}\"";
        _errors.Add($"{path} = {value}: {rule}");
        return default;
    }
}
