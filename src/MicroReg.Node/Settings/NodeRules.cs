using MicroReg.Hosting.Rules;

using Rule = MicroReg.Hosting.Rules.Rule<MicroReg.Node.Settings.NodeSettings>;

namespace MicroReg.Node.Settings;

/// <summary>The rules of the settings that only the executable has.</summary>
internal static class NodeRules
{
    /// <summary>All of them.</summary>
    public static SettingRules<NodeSettings> All { get; } = new(
        Rule.Number("microreg.http.port", settings => settings.Http.Port, 0, 65535),
        Rule.Number("microreg.http.max-connections", settings => settings.Http.MaxConnections, 1, 1_000_000),
        Rule.Time(
            "microreg.http.keep-alive-timeout", settings => settings.Http.KeepAliveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        Rule.Choice(
            "microreg.log.level",
            settings => settings.Log.Level,
            LogLevel.Trace,
            LogLevel.Debug,
            LogLevel.Information,
            LogLevel.Warning,
            LogLevel.Error));
}
