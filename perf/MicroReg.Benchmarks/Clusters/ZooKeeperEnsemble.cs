using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Three ZooKeeper servers on 127.0.0.1.</summary>
internal sealed partial class ZooKeeperEnsemble
{
    private const int Size = 3;

    private ZooKeeperEnsemble(IReadOnlyList<ServerProcess> servers, ServerProcess leader, ServerProcess follower, string version) =>
        (Servers, Leader, Follower, Version) = (servers, leader, follower, version);

    public IReadOnlyList<ServerProcess> Servers { get; }

    /// <summary>Writes elsewhere take one hop more, so this is where ZooKeeper is fastest.</summary>
    public ServerProcess Leader { get; }

    public ServerProcess Follower { get; }

    public string Version { get; }

    public static async Task<ZooKeeperEnsemble> StartAsync(ServerLauncher launcher, Fleet fleet, string directory, CancellationToken cancel)
    {
        var places = Enumerable.Range(1, Size).Select(id => ZooKeeperPlace.Take(id, Path.Combine(directory, $"zookeeper-{id}"))).ToArray();
        var servers = await Task.WhenAll(places.Select(place => fleet.AddAsync(launcher.StartZooKeeperAsync(place, places, cancel))));
        ServerProcess? leader = null, follower = null;
        var version = "";
        foreach (var server in servers)
        {
            var facts = await AskAsync(server.Port, cancel);
            version = VersionIn.Match(facts).Groups[1].Value;
            if (facts.Contains("Mode: leader", StringComparison.Ordinal))
                leader = server;
            else
                follower = server;
        }
        return leader is not null && follower is not null
            ? new ZooKeeperEnsemble(servers, leader, follower, version)
            : throw new BenchmarkFailedException("None of the ZooKeeper servers says that it leads.");
    }

    /// <summary>What a server says of its version.</summary>
    public static async Task<string> VersionAsync(ServerProcess server, CancellationToken cancel) =>
        VersionIn.Match(await AskAsync(server.Port, cancel)).Groups[1].Value;

    /// <summary>By the one of its four-letter words that is allowed as it is shipped.</summary>
    private static async Task<string> AskAsync(int port, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        await socket.SendAsync("srvr"u8.ToArray(), cancel);
        var answer = new StringBuilder();
        var some = new byte[1024];
        while (await socket.ReceiveAsync(some, cancel) is > 0 and var count)
            answer.Append(Encoding.ASCII.GetString(some, 0, count));
        await Task.Yield();
        return answer.ToString();
    }

    [GeneratedRegex(@"Zookeeper version: ([\d.]+)")]
    private static partial Regex VersionIn { get; }
}
