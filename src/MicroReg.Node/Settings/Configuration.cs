using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using MicroReg.Hosting;

namespace MicroReg.Node.Settings;

/// <summary>
/// Puts the sources of the configuration above each other: command line, environment, file, shipped reference. Akka's
/// HOCON knows no substitution from the environment, so the environment is a layer of its own with one rule of naming.
/// </summary>
internal static class Configuration
{
    private const string Root = "microreg";

    /// <summary>The shipped reference, from <c>hocon/microreg.hocon</c>.</summary>
    public static Config Reference => ShippedSettings.Reference;

    /// <summary>Every setting's path, as in the reference.</summary>
    public static IReadOnlyCollection<string> Paths { get; } =
        [.. Leaves(Reference).Where(path => path.StartsWith(Root, StringComparison.Ordinal))];

    /// <summary>Parses the text of a configuration file.</summary>
    /// <param name="text">HOCON, as Akka reads it.</param>
    /// <param name="problem">Why it is not, if the result is null.</param>
    public static Config? Parse(string text, out string problem)
    {
        try
        {
            problem = "nothing in it can be read";
            var config = ConfigurationFactory.ParseString(text);
            var isBlank = text.Split('\n').All(line => line.Trim() is "" or ['#', ..] or ['/', '/', ..]);
            return isBlank || Leaves(config).Any() ? config : null;
        }
        catch (Exception malformed) when (malformed is FormatException or ConfigurationException)
        {
            problem = malformed.Message.Split('\n')[0].TrimEnd(' ', ':', '\r');
            return null;
        }
    }

    /// <summary>One setting as a configuration.</summary>
    public static Config Of(string path, string value) =>
        ConfigurationFactory.ParseString($"{path} = \"{Escape(value)}\"");

    /// <summary>The settings that environment variables give: microreg.http.port is MICROREG_HTTP_PORT.</summary>
    public static Config FromEnvironment(Func<string, string?> variable)
    {
        var text = new StringBuilder();
        foreach (var path in Paths)
            if (variable(VariableOf(path)) is { } value)
                text.Append(path).Append(" = \"").Append(Escape(value)).Append("\"\n");
        return ConfigurationFactory.ParseString(text.ToString());
    }

    /// <summary>The environment variable of a setting.</summary>
    public static string VariableOf(string path) => path.Replace('.', '_').Replace('-', '_').ToUpperInvariant();

    /// <summary>The paths in a configuration that are no settings; those of Akka are its own affair.</summary>
    public static IEnumerable<string> UnknownPaths(Config config) =>
        Leaves(config).Where(path => !path.StartsWith("akka.", StringComparison.Ordinal) && !Paths.Contains(path));

    private static IEnumerable<string> Leaves(Config config) =>
        config.IsEmpty ? [] : Leaves("", config.Root);

    private static IEnumerable<string> Leaves(string path, HoconValue value) =>
        !value.IsString() && !value.IsArray() && value.IsObject()
            ? value.GetObject().Items.SelectMany(item => Leaves(path.Length == 0 ? item.Key : $"{path}.{item.Key}", item.Value))
            : [path];

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
