using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>How long the registry's answers are, so that the floor's are as long.</summary>
internal static class AnswerSize
{
    // An id has up to ten digits, so register answers differ by a few bytes: their mean is taken.
    private const int Samples = 50;

    public static async Task<int> ProbeAsync(ServerProcess node, IRequestSource requests, CancellationToken cancel)
    {
        using var client = new NodeClient(node);
        var bytes = 0;
        for (var i = 0; i < Samples; i++)
            bytes += (await client.CallAsync(HttpRequestBody.Of(requests.Next()), cancel)).Length;
        return (int)Math.Round(bytes / (double)Samples);
    }
}
