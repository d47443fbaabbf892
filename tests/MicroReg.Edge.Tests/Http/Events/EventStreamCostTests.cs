using MicroReg.Domain.Events;
using MicroReg.Edge.Http;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.Http.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace MicroReg.Edge.Tests.Http.Events;

/// <summary>What many streams cost beside the web server. All allocations of the process are counted, so nothing else may run.</summary>
[Collection(Undisturbed.Name)]
public sealed class EventStreamCostTests(ITestOutputHelper output)
{
    private const int Streams = 100;
    private const int Changes = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Seen, not optimised: 450 bytes and 1,900.</summary>
    [Theory]
    [InlineData(0, 1024)]
    [InlineData(Streams, 4096)]
    public async Task An_event_costs_each_stream_little_memory(int pacedAbove, long most)
    {
        var registry = new FakeRegistry();
        var provider = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<IHostApplicationLifetime, Host>()
            .BuildServiceProvider();
        await using var _ = provider;
        var metrics = ActivatorUtilities.CreateInstance<MicroRegMeters>(provider, registry);
        using var streams = ActivatorUtilities.CreateInstance<EventStreams>(
            provider, registry, metrics, registry.Time, new EdgeOptions { Events = new() { PacedAbove = pacedAbove } });
        using var ended = new CancellationTokenSource();
        var running = Enumerable.Range(0, Streams).Select(_ => RunAsync(registry, streams, ended.Token)).ToArray();
        long Sent() => streams.Metrics.Streamed.Events;
        await ChangeAsync(registry, Sent, 0, Changes);
        var each = new List<long>();
        for (var part = 1; part <= 5; part++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await ChangeAsync(registry, Sent, part * Changes, Changes);
            each.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (Changes * Streams));
        }

        output.WriteLine($"{string.Join(", ", each)} bytes");
        // Waiting costs memory, too, and on a busy machine more of it: the least is the nearest to what the streams take.
        Assert.InRange(each.Min(), 0, most);
        await ended.CancelAsync();
        streams.Dispose(); // the clock stands still, and with it the beat
        await Task.WhenAll(running).WaitAsync(Patience);
    }

    private static async Task RunAsync(FakeRegistry registry, EventStreams streams, CancellationToken cancellation)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var reader = registry.Events.Read(EventCursor.Empty, EventFilter.All);
        streams.TryEnter();
        try
        {
            var first = await reader.NextAsync(TimeSpan.Zero, cancellation);
            await new EventStream(streams, reader, context).RunAsync(first.Value, "", cancellation);
        }
        catch (OperationCanceledException)
        {
            streams.Leave();
        }
    }

    private static async Task ChangeAsync(FakeRegistry registry, Func<long> sent, int from, int count)
    {
        using var bounded = new CancellationTokenSource(Patience);
        for (var change = from; change < from + count; change++)
        {
            registry.Add("a", port: 1 + change);
            if (change % 2 == 1)
                continue; // as many streams see it: two changes within a beat
            while (sent() < (change + 1L) * Streams)
            {
                bounded.Token.ThrowIfCancellationRequested();
                registry.Time.Advance(TimeSpan.FromMilliseconds(20));
                await Task.Yield();
            }
        }
    }

    /// <summary>Tests that run while no other test does.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Undisturbed
    {
        public const string Name = nameof(Undisturbed);
    }

    private sealed class Host : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
