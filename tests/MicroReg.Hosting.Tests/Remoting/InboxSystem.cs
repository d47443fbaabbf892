using System.Threading.Channels;
using Akka.Actor;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Hosting.ActorSystems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Hosting.Tests.Remoting;

/// <summary>An actor system configured exactly as a node's, with one actor that keeps what it gets.</summary>
internal sealed class InboxSystem : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Channel<object> _received = Channel.CreateUnbounded<object>();

    private InboxSystem(IHost host, LogLines log)
    {
        (_host, Log) = (host, log);
        System = host.Services.GetRequiredService<ActorSystem>();
        System.ActorOf(Props.Create(() => new Keeper(_received.Writer)), "inbox");
    }

    public ActorSystem System { get; }

    public LogLines Log { get; }

    public Address Address => ((ExtendedActorSystem)System).Provider.DefaultAddress;

    public bool HasReceived => _received.Reader.TryPeek(out _);

    public static async Task<InboxSystem> StartAsync(ClusterTls? tls = null)
    {
        var log = new LogLines();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.AddProvider(log));
        builder.Services.AddAkka("microreg", akka => akka.AddNodeConfiguration(
            new MicroRegSettings { Cluster = new ClusterSettings("127.0.0.1", 0, []) { Tls = tls } }, port: null));
        var host = builder.Build();
        await host.StartAsync();
        return new InboxSystem(host, log);
    }

    /// <summary>The inbox of another system, as this one reaches it.</summary>
    public ActorSelection InboxOf(InboxSystem other) => System.ActorSelection(new RootActorPath(other.Address) / "user" / "inbox");

    /// <summary>Sends a text to another system and waits until it is there.</summary>
    public async Task DeliverAsync(InboxSystem to, string text)
    {
        InboxOf(to).Tell(text);
        Assert.Equal(text, await to._received.Reader.ReadAsync().AsTask().Soon());
    }

    /// <summary>Ends it as a node that stops does.</summary>
    public Task StopAsync() => ClusterExit.LeaveAsync(System, () => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await ClusterExit.EndAsync(System).Soon();
        _host.Dispose();
    }

    private sealed class Keeper(ChannelWriter<object> received) : UntypedActor
    {
        protected override void OnReceive(object message) => received.TryWrite(message);
    }
}
