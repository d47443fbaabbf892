using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MicroReg.Edge.Tests.Http.Metrics;

/// <summary>
/// What is scraped keeps its names, types, labels and explanations: dashboards and alerts of users name them. A new metric is a
/// new line in the file.
/// </summary>
public sealed partial class ExpositionTests
{
    [Fact]
    public async Task Names_types_labels_and_explanations_of_metrics_are_as_written_down()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"));
        using var response = await server.Web.GetAsync(new Uri("/metrics", UriKind.Relative));
        var actual = Describe(await response.Content.ReadAsStringAsync());
        Assert.Equal(await File.ReadAllLinesAsync(Here("exposition.txt")), actual);
    }

    /// <summary>A line for each metric: type, name, labels, explanation.</summary>
    private static string[] Describe(string exposition)
    {
        var lines = exposition.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var types = Comments(lines, "# TYPE ");
        var labels = lines.Where(line => line[0] != '#').Select(line => Series().Match(line)).ToLookup(
            series => MetricOf(series.Groups[1].Value, types),
            series => string.Join(",", Label().Matches(series.Groups[2].Value).Select(label => label.Groups[1].Value)),
            StringComparer.Ordinal);
        return
        [
            .. from help in Comments(lines, "# HELP ").OrderBy(one => one.Key, StringComparer.Ordinal)
               let labelled = string.Join("|", labels[help.Key].Distinct().Order(StringComparer.Ordinal))
               select $"{types[help.Key]} {help.Key}{{{labelled}}} {help.Value}",
        ];
    }

    /// <summary>The series of a histogram have names of their own.</summary>
    private static string MetricOf(string series, Dictionary<string, string> types) =>
        types.ContainsKey(series) ? series : series[..series.LastIndexOf('_')];

    private static Dictionary<string, string> Comments(string[] lines, string kind) => lines
        .Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line[kind.Length..].Split(' ', 2))
        .ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

    private static string Here(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

    [GeneratedRegex("""^([a-zA-Z_:]+)(\{.*\})? """)]
    private static partial Regex Series();

    [GeneratedRegex("""([a-z_]+)="(?:[^"\\]|\\.)*",?""")]
    private static partial Regex Label();
}
