using Akka.Actor;
using Akka.Configuration;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MicroReg.Benchmarks.BareCluster;

/// <summary>
/// The least that any node on Akka.Cluster costs while nothing happens: heartbeats, gossip, the scheduler's ticks. It runs
/// with the settings that the node ships with. What an idle node costs beyond this is the registry's own.
/// </summary>
internal static class BareClusterMember
{
    private static readonly TimeSpan UpTimeout = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(int port, int seed, CancellationToken cancel)
    {
        using var system = ActorSystem.Create("bare", Settings(port));
        var cluster = ClusterExtension.Get(system);
        var self = cluster.SelfAddress;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(UpTimeout);
        // Not before the member is up: joining is over then.
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(up.SetResult);
        await cluster.JoinAsync(seed == 0 ? self : self.WithPort(seed), patience.Token);
        await up.Task.WaitAsync(patience.Token);
        await Console.Out.WriteLineAsync($"Bare cluster member ready: {self.Port}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await system.Terminate();
        }
    }

    private static Config Settings(int port)
    {
        using var stream = typeof(BareClusterMember).Assembly.GetManifestResourceStream("microreg.hocon")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory
            .ParseString($$"""
                akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
                akka.stdout-loglevel = WARNING
                akka.loglevel = WARNING
                """)
            .WithFallback(ConfigurationFactory.ParseString(reader.ReadToEnd()));
    }
}
