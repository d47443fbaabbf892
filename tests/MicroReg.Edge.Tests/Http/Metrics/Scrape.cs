using System.Globalization;

namespace MicroReg.Edge.Tests.Http.Metrics;

/// <summary>The metrics as Prometheus reads them: series and value.</summary>
internal static class Scrape
{
    public static async Task<Dictionary<string, double>> ReadAsync(EdgeServer server)
    {
        using var response = await server.Web.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')],
                line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
