using System.Collections.Immutable;

namespace MicroReg.Hosting.Rules;

/// <summary>A rule that a setting obeys, wherever it comes from.</summary>
/// <typeparam name="TSettings">What has the setting.</typeparam>
/// <param name="Path">The setting, as in <c>hocon/microreg.hocon</c>.</param>
/// <param name="Value">Its value as people write it, with quotation marks.</param>
/// <param name="Broken">What the setting must be, if it is not.</param>
internal sealed record SettingRule<TSettings>(string Path, Func<TSettings, string> Value, Func<TSettings, string?> Broken)
{
    /// <summary>What the setting must be; empty if that depends on other settings.</summary>
    public string Text { get; init; } = "";

    /// <summary>Other settings that the rule looks at. It is not asked while one of these is wrong by itself.</summary>
    public ImmutableArray<string> Others { get; init; } = [];
}
