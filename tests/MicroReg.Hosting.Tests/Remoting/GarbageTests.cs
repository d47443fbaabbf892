using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MicroReg.Hosting.Tests.Remoting;

/// <summary>Keeps other tests from running beside those that look at the memory of the process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>The cluster's port meets port scanners, lost browsers and worse.</summary>
[Collection(nameof(Alone))]
public sealed class GarbageTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task Garbage_on_the_cluster_port_harms_nothing_and_does_not_stay_in_memory()
    {
        await using var node = await InboxSystem.StartAsync();
        await using var other = await InboxSystem.StartAsync();
        await other.DeliverAsync(node, "before");
        await SendAsync(node, Request);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var random = new Random(Seeds.One());
        for (var round = 0; round < 20; round++)
        {
            await SendAsync(node, Request);
            await SendAsync(node, Noise(random, MiB));
            await SendAsync(node, Frame(Noise(random, 100_000)));
            await SendAsync(node, Frame([]));
            await SendAsync(node, [.. Frame(Noise(random, 100_000))[..50_000]], endsItself: false);
        }

        await other.DeliverAsync(node, "after");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * MiB);
    }

    private static byte[] Request { get; } = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>A frame as the transport wants it, so that what is in it gets further.</summary>
    private static byte[] Frame(byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. length, .. content];
    }

    /// <summary>Sends and waits until the node hangs up, or, where it can't know that nothing follows, hangs up itself.</summary>
    private static async Task SendAsync(InboxSystem node, byte[] bytes, bool endsItself = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, node.Address.Port!.Value);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            if (endsItself)
                while (await stream.ReadAsync(new byte[4096]).AsTask().Soon() > 0)
                {
                }
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            // Hanging up while something is still on its way shows as a reset.
        }
    }
}
