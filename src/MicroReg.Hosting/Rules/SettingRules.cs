using System.Collections.Immutable;

namespace MicroReg.Hosting.Rules;

/// <summary>A set of rules. Every mistake is told of, not the first only: whoever mends the settings does so once.</summary>
/// <typeparam name="TSettings">What has the settings.</typeparam>
/// <param name="rules">The rules. One about several settings comes after those about each of them.</param>
internal sealed class SettingRules<TSettings>(params ImmutableArray<SettingRule<TSettings>> rules)
{
    /// <summary>What each setting must be by itself, for one whose text is no value at all.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts =>
        rules.Where(rule => rule.Text.Length > 0).Select(rule => KeyValuePair.Create(rule.Path, rule.Text));

    /// <summary>Checks settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="told">Settings that something wrong was said of already.</param>
    /// <returns>Each setting that is wrong, once.</returns>
    public IReadOnlyList<SettingFault> Check(TSettings settings, IEnumerable<string>? told = null)
    {
        var wrong = new HashSet<string>(told ?? [], StringComparer.Ordinal);
        var faults = new List<SettingFault>();
        foreach (var rule in rules)
        {
            if (wrong.Contains(rule.Path) || rule.Others.Any(wrong.Contains) || rule.Broken(settings) is not { } text)
                continue;
            wrong.Add(rule.Path);
            faults.Add(new SettingFault(rule.Path, rule.Value(settings), text));
        }

        return faults;
    }
}
