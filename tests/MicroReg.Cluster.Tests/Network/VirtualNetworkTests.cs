using System.Net;
using System.Net.Sockets;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Processes;

namespace MicroReg.Cluster.Tests.Network;

public sealed class VirtualNetworkTests : IAsyncLifetime
{
    // A datagram that is not cut off is there at once, even if the neighbour has to be found first.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(700);

    private VirtualNetwork? _network;
    private NodePlace[] _places = [];

    private VirtualNetwork Links => _network!;

    public async Task InitializeAsync()
    {
        if (!VirtualNetwork.IsPossible)
            return;
        _network = await VirtualNetwork.CreateAsync();
        _places = [await Links.AddPlaceAsync(), await Links.AddPlaceAsync(), await Links.AddPlaceAsync()];
    }

    public async Task DisposeAsync()
    {
        if (_network is not null)
            await _network.DisposeAsync();
    }

    [NeedsRootFact]
    public async Task Nodes_reach_each_other_until_their_link_is_cut_and_after_it_is_healed()
    {
        Assert.True(await HearsAsync(from: 1, to: 2, Patience.Limit));

        await Links.CutAsync([1], [2, 3]);
        await Links.CutAsync([2, 3], [1]);
        Assert.False(await HearsAsync(from: 1, to: 2, Moment));
        Assert.False(await HearsAsync(from: 3, to: 1, Moment));
        Assert.True(await HearsAsync(from: 2, to: 3, Patience.Limit));

        await Links.HealAsync();
        Assert.True(await HearsAsync(from: 1, to: 2, Patience.Limit));
    }

    [NeedsRootFact]
    public async Task A_link_that_is_cut_one_way_loses_what_goes_that_way_only()
    {
        await Links.CutAsync([1], [2]);

        Assert.False(await HearsAsync(from: 1, to: 2, Moment));
        Assert.True(await HearsAsync(from: 2, to: 1, Patience.Limit));
    }

    [NeedsRootFact]
    public async Task Nothing_leaves_the_network()
    {
        using var socket = _places[0].OpenSocket();

        var failure = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Parse("203.0.113.1"), 80));

        Assert.Equal(SocketError.NetworkUnreachable, failure.SocketErrorCode);
    }

    [NeedsRootFact]
    public async Task A_thin_link_carries_no_more_than_its_rate()
    {
        await Links.SlowDownAsync(1, kilobitsPerSecond: 256, queueKilobytes: 32);
        var slow = await TransferAsync(kilobytes: 48);
        await Links.SpeedUpAsync(1);
        var fast = await TransferAsync(kilobytes: 48);

        Assert.True(slow > TimeSpan.FromSeconds(1), $"48 KB took {slow.TotalSeconds} s on a link of 32 KB/s");
        Assert.True(fast < slow / 2, $"48 KB took {fast.TotalSeconds} s on a free link");
    }

    [NeedsRootFact]
    public async Task Nothing_of_it_is_left_when_it_is_removed()
    {
        var own = (await ShellCommand.RunAsync("ip netns list"))
            .Split('\n').Count(line => line.Contains($"-{Environment.ProcessId}-", StringComparison.Ordinal));
        Assert.Equal(_places.Length + 1, own);

        await Links.DisposeAsync();

        Assert.DoesNotContain($"-{Environment.ProcessId}-", await ShellCommand.RunAsync("ip netns list"), StringComparison.Ordinal);
    }

    [NeedsRootFact]
    public async Task What_a_crashed_run_left_is_removed_with_its_processes_by_the_next_one()
    {
        // No process has this start, so whoever made the namespace is gone.
        var left = $"microreg-{Environment.ProcessId}-0-1-1";
        await ShellCommand.RunAsync($"ip netns add {left}");
        using var node = System.Diagnostics.Process.Start("ip", ["netns", "exec", left, "sleep", "300"]);
        await Patience.UntilAsync(
            async () => (await ShellCommand.RunAsync($"ip netns pids {left}")).Trim() == $"{node.Id}", Patience.Limit, "a process inside");

        await LeftNamespaces.RemoveAsync();

        await node.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.DoesNotContain(left, await ShellCommand.RunAsync("ip netns list"), StringComparison.Ordinal);
        Assert.True(await HearsAsync(from: 1, to: 2, Patience.Limit));
    }

    /// <summary>Sends one datagram, so that nothing but the one way matters.</summary>
    private async Task<bool> HearsAsync(int from, int to, TimeSpan within)
    {
        using var receiver = Datagrams(to);
        using var sender = Datagrams(from);
        receiver.Bind(new IPEndPoint(_places[to - 1].Address, 0));
        using var patience = new CancellationTokenSource(within);
        await sender.SendToAsync(new byte[] { 1 }, receiver.LocalEndPoint!);
        try
        {
            return await receiver.ReceiveAsync(new byte[1], patience.Token) == 1;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<TimeSpan> TransferAsync(int kilobytes)
    {
        using var listener = _places[1].OpenSocket();
        listener.Bind(new IPEndPoint(_places[1].Address, 0));
        listener.Listen();
        using var sender = _places[0].OpenSocket();
        await sender.ConnectAsync(listener.LocalEndPoint!).WaitAsync(Patience.Limit);
        using var receiver = await listener.AcceptAsync();

        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var sending = sender.SendAsync(new byte[kilobytes * 1024]);
        var buffer = new byte[4096];
        for (var missing = kilobytes * 1024; missing > 0;)
            missing -= await receiver.ReceiveAsync(buffer).WaitAsync(Patience.Limit);
        await sending;
        return System.Diagnostics.Stopwatch.GetElapsedTime(started);
    }

    private Socket Datagrams(int number) => NamespaceSockets.Open(_places[number - 1].NetworkFile, SocketType.Dgram, ProtocolType.Udp);
}
