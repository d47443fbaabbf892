using System.Globalization;

namespace MicroReg.Hosting.Rules;

/// <summary>The kinds of rules. A text that is no value of its kind breaks the rule as well, and is told of in the same words.</summary>
/// <typeparam name="TSettings">What has the settings.</typeparam>
internal static class Rule<TSettings>
{
    /// <summary>A whole number in a range.</summary>
    public static SettingRule<TSettings> Number(string path, Func<TSettings, int> of, int least, int greatest) =>
        Of(
            path,
            string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {greatest}"),
            settings => Quoted(of(settings).ToString(CultureInfo.InvariantCulture)),
            settings => of(settings) >= least && of(settings) <= greatest);

    /// <summary>A number of bytes in a range.</summary>
    public static SettingRule<TSettings> Size(string path, Func<TSettings, long> of, long least, long greatest) =>
        Of(
            path,
            $"must be a size such as 512B, 64KiB or 1MiB, from {Amounts.FormatSize(least)} to {Amounts.FormatSize(greatest)}",
            settings => Quoted(Amounts.FormatSize(of(settings))),
            settings => of(settings) >= least && of(settings) <= greatest);

    /// <summary>A time in a range.</summary>
    public static SettingRule<TSettings> Time(string path, Func<TSettings, TimeSpan> of, TimeSpan least, TimeSpan greatest) =>
        Of(
            path,
            $"must be a time such as 500ms, 5s, 10m or 24h, from {Amounts.Format(least)} to {Amounts.Format(greatest)}",
            settings => Quoted(Amounts.Format(of(settings))),
            settings => of(settings) >= least && of(settings) <= greatest);

    /// <summary>A time in whole seconds, in a range.</summary>
    public static SettingRule<TSettings> Seconds(string path, Func<TSettings, int> of, TimeSpan least, TimeSpan greatest) =>
        Of(
            path,
            $"must be a time such as 5s, 10m or 24h in whole seconds, from {Amounts.Format(least)} to {Amounts.Format(greatest)}",
            settings => Quoted(Amounts.Format(TimeSpan.FromSeconds(of(settings)))),
            settings => of(settings) >= least.TotalSeconds && of(settings) <= greatest.TotalSeconds);

    /// <summary>A time that may be negative, of a greatest length.</summary>
    public static SettingRule<TSettings> Offset(string path, Func<TSettings, TimeSpan> of, TimeSpan greatest) =>
        Of(
            path,
            $"must be a time such as 90s or -90s, at most {Amounts.Format(greatest)} either way",
            settings => Quoted(Amounts.Format(of(settings))),
            settings => of(settings) <= greatest && of(settings) >= -greatest);

    /// <summary>A part of a whole.</summary>
    public static SettingRule<TSettings> Share(string path, Func<TSettings, double> of) =>
        Of(
            path,
            "must be a share such as 50% or 0.5, more than 0 and at most 1",
            settings => Quoted(of(settings).ToString(CultureInfo.InvariantCulture)),
            settings => of(settings) is > 0 and <= 1);

    /// <summary>One of some values.</summary>
    public static SettingRule<TSettings> Choice<T>(string path, Func<TSettings, T> of, params T[] choices)
        where T : struct, Enum =>
        Of(
            path,
            $"must be one of {string.Join(", ", choices.Select(NameOf))}",
            settings => Quoted(NameOf(of(settings))),
            settings => choices.Contains(of(settings)));

    /// <summary>A text that must look a certain way.</summary>
    public static SettingRule<TSettings> Text(string path, Func<TSettings, string> of, string text, Func<TSettings, bool> isKept) =>
        Of(path, text, settings => Quoted(of(settings)), isKept);

    /// <summary>A list that must look a certain way.</summary>
    public static SettingRule<TSettings> List(
        string path, Func<TSettings, IEnumerable<string>> of, string text, Func<TSettings, bool> isKept) =>
        Of(path, text, settings => $"[{string.Join(", ", of(settings))}]", isKept);

    /// <summary>A rule about more than one setting.</summary>
    /// <param name="path">The setting to mend.</param>
    /// <param name="of">Its value.</param>
    /// <param name="others">What else the rule looks at.</param>
    /// <param name="broken">What the setting must be, if it is not.</param>
    public static SettingRule<TSettings> Relation(
        string path, Func<TSettings, string> of, string[] others, Func<TSettings, string?> broken) =>
        new(path, settings => Quoted(of(settings)), broken) { Others = [.. others] };

    private static SettingRule<TSettings> Of(string path, string text, Func<TSettings, string> value, Func<TSettings, bool> isKept) =>
        new(path, value, settings => isKept(settings) ? null : text) { Text = text };

    private static string Quoted(string text) => $"\"{text}\"";

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
