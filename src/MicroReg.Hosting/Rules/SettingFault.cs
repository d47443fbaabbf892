namespace MicroReg.Hosting.Rules;

/// <summary>A setting that breaks a rule.</summary>
/// <param name="Path">The setting, as in <c>hocon/microreg.hocon</c>.</param>
/// <param name="Value">Its value as people write it.</param>
/// <param name="Rule">What it must be.</param>
internal sealed record SettingFault(string Path, string Value, string Rule)
{
    /// <summary>The line that an operator or a developer sees.</summary>
    public override string ToString() => $"{Path} = {Value}: {Rule}";
}
