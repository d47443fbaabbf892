using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>
/// Bytes on the connections between nodes, as the kernel counts them for each TCP connection (without headers of TCP and IP).
/// The counters of the loopback device would tell of all traffic of the machine, the benchmark's own calls included.
/// </summary>
internal static partial class ClusterTraffic
{
    /// <summary>Sent since the connections were opened; null where the tool <c>ss</c> is missing.</summary>
    public static async Task<long?> ReadAsync(IReadOnlyCollection<int> clusterPorts, CancellationToken cancel)
    {
        // From the kernel's own table, of established connections only, one line each, without a header.
        var start = new ProcessStartInfo("ss", ["-tinOH", "state", "established"]) { RedirectStandardOutput = true };
        try
        {
            using var ss = Process.Start(start)!;
            var lines = (await ss.StandardOutput.ReadToEndAsync(cancel)).Split('\n');
            await ss.WaitForExitAsync(cancel);
            return ss.ExitCode == 0 ? lines.Sum(line => BytesSent(line, clusterPorts)) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Both ends of a connection are on this machine and each counts what it sent, so every byte is counted once.
    private static long BytesSent(string line, IReadOnlyCollection<int> clusterPorts) =>
        Connection.Match(line) is { Success: true } match
        && (clusterPorts.Contains(Port(match, "local")) || clusterPorts.Contains(Port(match, "peer")))
            ? long.Parse(match.Groups["sent"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    private static int Port(Match match, string end) => int.Parse(match.Groups[end].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@":(?<local>\d+)\s+\S+:(?<peer>\d+)\s.*\bbytes_sent:(?<sent>\d+)")]
    private static partial Regex Connection { get; }
}
