using System.Text.RegularExpressions;
using MicroReg.Edge.Http.Metrics;

namespace MicroReg.Edge.Tests.Reference;

/// <summary>The metrics, from their definitions.</summary>
internal static partial class MetricsPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="gateway">The source of the gateway's metrics, which are made with prometheus-net alone.</param>
    public static string Write(string gateway)
    {
        var page = ReferencePage.Begin("Metrics", "the definitions in src/MicroReg.Edge/Http/Metrics and those of the gateway");
        page.Append("""
            `GET /metrics` shows them in Prometheus's text format. The same are published by .NET's meter `MicroReg`, under the names in the
            last column, for OpenTelemetry and whatever else listens to meters. What is called *owned* is watched by this node and not by
            another one. Beside these there are `process_…` and `dotnet_…`, which prometheus-net adds.

            ## Node

            | metric | type | labels | meaning | instrument |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var metric in MicroRegMeters.Definitions.OrderBy(metric => metric.PrometheusName, StringComparer.Ordinal))
        {
            var kind = metric.Kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" };
            page.Append($"| `{metric.PrometheusName}` | {kind} | {Labels(metric.Labels)} | {ReferencePage.Cell(metric.Help)} | "
                + $"`{metric.Name}` |\n");
        }

        page.Append("\n## Gateway\n\n| metric | type | labels | meaning |\n|---|---|---|---|\n");
        var ofGateway = Created().Matches(gateway);
        Assert.NotEmpty(ofGateway);
        foreach (var metric in ofGateway.OrderBy(one => one.Groups["name"].Value, StringComparer.Ordinal))
        {
            var labels = Label().Matches(metric.Groups["labels"].Value).Select(one => one.Groups[1].Value);
            var kind = metric.Groups["kind"].Value.ToLowerInvariant();
            page.Append(
                $"| `{metric.Groups["name"].Value}` | {kind} | {Labels(labels)} | {ReferencePage.Cell(metric.Groups["help"].Value)} |\n");
        }

        return page.ToString();
    }

    private static string Labels(IEnumerable<string> labels) => string.Join(", ", labels.Select(label => $"`{label}`"));

    [GeneratedRegex("""Create(?<kind>Counter|Gauge|Histogram)\(\s*"(?<name>[^"]+)",\s*"(?<help>[^"]+)"(?<labels>(?:,\s*"[^"]+")*)""")]
    private static partial Regex Created();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Label();
}
