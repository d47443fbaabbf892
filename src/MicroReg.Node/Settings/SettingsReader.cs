using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;
using MicroReg.Domain.Networks;
using MicroReg.Hosting.Rules;

namespace MicroReg.Node.Settings;

/// <summary>
/// Reads settings from a configuration and notes every text that is no value of its kind, instead of stopping at the
/// first: an operator mends a file once. What the values must be is said by the rules, which are checked afterwards.
/// </summary>
/// <param name="config">What was given, above the reference.</param>
internal sealed class SettingsReader(Config config)
{
    private static readonly Dictionary<string, string> Rules = RegistryRules.All.Texts.Concat(NodeRules.All.Texts).ToDictionary();

    private readonly List<SettingFault> _faults = [];

    /// <summary>What was wrong, one line each.</summary>
    public IEnumerable<string> Errors => _faults.Select(fault => fault.ToString());

    public string Text(string path) => config.GetString(path, "") ?? "";

    public int Number(string path) =>
        int.TryParse(Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Wrong<int>(path);

    public bool Switch(string path) =>
        Choice(path, ("true", true), ("on", true), ("yes", true), ("false", false), ("off", false), ("no", false));

    public T Choice<T>(string path, params (string Name, T Value)[] choices)
    {
        foreach (var (name, value) in choices)
            if (string.Equals(name, Text(path), StringComparison.OrdinalIgnoreCase))
                return value;
        Reject(path, $"must be one of {string.Join(", ", choices.Select(choice => choice.Name))}");
        return default!;
    }

    /// <summary>One of the values that have names.</summary>
    public T Choice<T>(string path)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, Text(path), StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : Wrong<T>(path);

    public TimeSpan Time(string path) => Amounts.ParseTime(Text(path)) ?? Wrong<TimeSpan>(path);

    /// <summary>A time in whole seconds.</summary>
    public int Seconds(string path) =>
        Amounts.ParseTime(Text(path)) is { TotalSeconds: <= int.MaxValue } time && time.Ticks % TimeSpan.TicksPerSecond == 0
            ? (int)time.TotalSeconds
            : Wrong<int>(path);

    /// <summary>A part of a whole, 0 to 1, as a number or in per cent.</summary>
    public double Share(string path)
    {
        var text = Text(path).Trim();
        return double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * (text.EndsWith('%') ? 0.01 : 1)
            : Wrong<double>(path);
    }

    /// <summary>A time that may be negative.</summary>
    public TimeSpan Offset(string path)
    {
        var text = Text(path).Trim();
        return Amounts.ParseTime(text.TrimStart('-')) * (text.StartsWith('-') ? -1 : 1) ?? Wrong<TimeSpan>(path);
    }

    /// <summary>Networks, or single addresses.</summary>
    public NetworkSet Networks(string path)
    {
        if (NetworkSet.TryParse(List(path), out var networks, out var wrong))
            return networks;
        Reject(path, $"'{wrong}' must be a network such as 10.0.0.0/8 or fc00::/7, or an address");
        return NetworkSet.None;
    }

    /// <summary>A number of bytes.</summary>
    public int Size(string path) => Amounts.ParseSize(Text(path)) is { } size and <= int.MaxValue ? (int)size : Wrong<int>(path);

    public ImmutableArray<string> List(string path) =>
        config.GetValue(path) is { } value && value.IsArray()
            ? [.. config.GetStringList(path) ?? []]
            : [.. Text(path).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Notes a setting that is wrong, with the text that was given.</summary>
    public void Reject(string path, string rule) => _faults.Add(new SettingFault(path, Given(path), rule));

    /// <summary>Notes a setting whose text is no value of its kind.</summary>
    public void Reject(string path) => Reject(path, Rules[path]);

    /// <summary>Notes what breaks a rule, but for settings of which something was noted already.</summary>
    public void Check<TSettings>(SettingRules<TSettings> rules, TSettings settings)
    {
        foreach (var fault in rules.Check(settings, _faults.Select(fault => fault.Path)))
            Reject(fault.Path, fault.Rule);
    }

    private string Given(string path) =>
        config.GetValue(path) is { } value && value.IsArray() ? $"[{string.Join(", ", List(path))}]" : $"\"{Text(path)}\"";

    private T Wrong<T>(string path)
        where T : struct
    {
        Reject(path);
        return default;
    }
}
