using System.Globalization;
using System.Net;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Networks;

/// <summary>
/// A network of its own for each node, all joined by a switch that can be told which packets to lose. It lives in
/// network namespaces that have no route to anywhere else and no link to the machine's own network, so no packet can
/// leave it, whatever the nodes do. Needs root.
/// </summary>
public sealed class VirtualNetwork : INodeNetwork
{
    /// <summary>Where its places are.</summary>
    public const string Addresses = "10.77.0.0/24";

    private const int HttpPort = 8000;
    private const int ClusterPort = 4053;

    /// <summary>Guests are numbered down from here, so that they take no node's number.</summary>
    private const int LastPlace = 254;

    /// <summary>Pairs of addresses; a packet from the first to the second is lost in the switch.</summary>
    private const string SwitchRules = """
        table bridge cluster {
          set cut { type ipv4_addr . ipv4_addr; }
          chain forward { type filter hook forward priority 0; ip saddr . ip daddr @cut drop; }
        }
        """;

    private readonly string _prefix;
    private int _places;
    private int _guests;

    private VirtualNetwork(string prefix) => _prefix = prefix;

    private string Switch => $"{_prefix}-switch";

    public static bool IsPossible => Environment.IsPrivilegedProcess;

    public static async Task<VirtualNetwork> CreateAsync()
    {
        await LeftNamespaces.RemoveAsync();
        var network = new VirtualNetwork(LeftNamespaces.NewPrefix());
        await AddNamespaceAsync(network.Switch);
        await InAsync(network.Switch, "ip link add cluster type bridge");
        await InAsync(network.Switch, "ip link set cluster up");
        await InAsync(network.Switch, "nft -f -", SwitchRules);
        return network;
    }

    public Task<NodePlace> AddPlaceAsync() => AddPlaceAsync(++_places, HttpPort, ClusterPort);

    public Task<NodePlace> AddGuestAsync() => AddPlaceAsync(LastPlace - _guests++, 0, 0);

    /// <summary>Loses every packet from some nodes to some others, from now on.</summary>
    public Task CutAsync(IEnumerable<int> from, IEnumerable<int> to)
    {
        var pairs = from.SelectMany(sender => to.Select(receiver => $"{AddressOf(sender)} . {AddressOf(receiver)}"));
        return InAsync(Switch, "nft -f -", $"add element bridge cluster cut {{ {string.Join(", ", pairs)} }}");
    }

    /// <summary>Loses nothing any more.</summary>
    public Task HealAsync() => InAsync(Switch, "nft flush set bridge cluster cut");

    /// <summary>
    /// Makes the link of a node thin, both ways. What does not fit waits in a queue, which is where a slow link's delay
    /// comes from; what does not fit into the queue is lost.
    /// </summary>
    public async Task SlowDownAsync(int number, int kilobitsPerSecond, int queueKilobytes)
    {
        var limit = string.Create(
            CultureInfo.InvariantCulture, $"root tbf rate {kilobitsPerSecond}kbit burst 4kb limit {queueKilobytes}kb");
        await InAsync(NamespaceOf(number), $"tc qdisc replace dev cluster {limit}");
        await InAsync(Switch, $"tc qdisc replace dev node{number} {limit}");
    }

    /// <summary>Gives a slowed node its link back.</summary>
    public async Task SpeedUpAsync(int number)
    {
        await InAsync(NamespaceOf(number), "tc qdisc delete dev cluster root");
        await InAsync(Switch, $"tc qdisc delete dev node{number} root");
    }

    public async ValueTask DisposeAsync() => await LeftNamespaces.RemoveAsync(_prefix);

    private async Task<NodePlace> AddPlaceAsync(int number, int httpPort, int clusterPort)
    {
        var name = NamespaceOf(number);
        var address = AddressOf(number);
        await AddNamespaceAsync(name);
        await InAsync(Switch, $"ip link add node{number} type veth peer name cluster netns {name}");
        await InAsync(Switch, $"ip link set node{number} master cluster up");
        await InAsync(name, $"ip address add {address}/24 dev cluster");
        await InAsync(name, "ip link set cluster up");
        return new NodePlace(address, httpPort, clusterPort, $"/run/netns/{name}");
    }

    /// <summary>The number of a place, by which links are cut.</summary>
    public static int NumberOf(NodePlace place) => place.Address.GetAddressBytes()[^1];

    private static IPAddress AddressOf(int number) => new([10, 77, 0, (byte)number]);

    private string NamespaceOf(int number) => $"{_prefix}-{number}";

    private static async Task AddNamespaceAsync(string name)
    {
        await ShellCommand.RunAsync($"ip netns add {name}");
        // IPv6 would give every link an address, and a way around the rules, by itself.
        await InAsync(name, "sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=0");
        await InAsync(name, "ip link set lo up");
    }

    private static Task<string> InAsync(string name, string command, string? input = null) =>
        ShellCommand.RunAsync($"ip netns exec {name} {command}", input);
}
