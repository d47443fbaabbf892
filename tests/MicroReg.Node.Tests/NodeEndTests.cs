using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Domain.Networks;
using MicroReg.Hosting;
using MicroReg.Node.CommandLine;
using MicroReg.Node.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Node.Tests;

/// <summary>What a node's process ends with, seen from inside: its actors can be reached here, its start can be interrupted.</summary>
public sealed class NodeEndTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_process_of_a_node_that_gave_up_ends_with_exit_code_1()
    {
        var ready = new ReadyWriter();
        var current = new CurrentSystem();
        var run = RunAsync(ready, services => services.AddSingleton(current));
        await ready.Ready.WaitAsync(Patience.Limit);
        Kill(current);

        Assert.Equal(ExitCodes.Failed, await run.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task The_process_of_a_node_that_gives_up_while_it_starts_ends_with_exit_code_1()
    {
        var run = RunAsync(TextWriter.Null, services => services.AddHostedService(host => new StartStep(async () =>
        {
            Kill(host.GetRequiredService<CurrentSystem>());
            var stopping = new TaskCompletionSource();
            host.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
            await stopping.Task.WaitAsync(Patience.Limit);
        })));

        Assert.Equal(ExitCodes.Failed, await run.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task A_node_that_is_stopped_while_it_starts_ends_as_asked()
    {
        using var stop = new CancellationTokenSource();
        ActorSystem? system = null;
        var run = RunAsync(
            TextWriter.Null,
            services => services.AddHostedService(host => new StartStep(() =>
            {
                system = host.GetRequiredService<CurrentSystem>().Running!.System;
                return stop.CancelAsync();
            })),
            stop.Token);

        Assert.Equal(ExitCodes.Stopped, await run.WaitAsync(Patience.Limit));
        Assert.True(system!.WhenTerminated.IsCompletedSuccessfully);
    }

    /// <summary>Has an actor stop that the node needs. Nothing is replaced here, so the node gives up.</summary>
    private static void Kill(CurrentSystem current) =>
        current.Running!.System.ActorSelection("/user/journal").Tell(Akka.Actor.Kill.Instance, ActorRefs.NoSender);

    private Task<int> RunAsync(TextWriter output, Action<IServiceCollection> adjust, CancellationToken stop = default)
    {
        var registry = new MicroRegSettings
        {
            Storage = new() { Directory = _directory.Path },
            Cluster = new ClusterSettings("127.0.0.1", 0, []),
            Health = new() { Targets = TargetNetworks.Loopback },
            Replacements = new() { Most = 0 },
        };
        var settings = new NodeSettings(
            registry,
            new HttpSettings("127.0.0.1", Port: 0, MaxConnections: 10, TimeSpan.FromMinutes(1)),
            new LogSettings(IsJson: false, LogLevel.None));
        return NodeRunner.RunAsync(settings, output, stop, adjust);
    }
}
