using MicroReg.Domain.Formation;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Formation;

public sealed class HeardNodesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeardNodes _nodes;

    public HeardNodesTests() => _nodes = new HeardNodes("self", TimeSpan.FromSeconds(4), _time);

    [Fact]
    public void A_node_is_heard_until_it_was_silent_for_longer_than_the_peer_timeout()
    {
        Hear("other");
        Hear("self", "self");
        After(4);
        Assert.Equal(["other"], _nodes.Recent([]).Select(node => node.Address));
        After(0.1);
        Assert.Empty(_nodes.Recent([]));
    }

    [Fact]
    public void The_latest_message_of_a_node_replaces_earlier_ones()
    {
        Hear("other");
        Hear("other", "other", "third");
        Assert.Equal("other third", string.Join(' ', Assert.Single(_nodes.Recent([])).Members));
    }

    [Fact]
    public void The_time_apart_runs_while_each_cluster_lacks_the_other_node()
    {
        Assert.Null(ApartAfter(0, ["self"]));
        Assert.Equal(0, ApartAfter(0, ["self"], "other"));
        Assert.Equal(3, ApartAfter(3, ["self"], "other"));
        Assert.Equal(6, ApartAfter(3, ["self"], "other", "self")); // one that still lacks the other is enough
        Assert.Null(ApartAfter(1, ["self", "other"], "other", "self"));
        Assert.Equal(0, ApartAfter(1, ["self"], "other"));
        Assert.Null(ApartAfter(1, [], "other"));
    }

    [Fact]
    public void Silence_of_a_node_restarts_the_time_apart()
    {
        ApartAfter(0, ["self"], "other");
        After(6);
        _nodes.Recent(["self"]);
        Assert.Equal(0, ApartAfter(0, ["self"], "other"));
    }

    [Fact]
    public void The_time_apart_runs_on_between_Hellos_if_the_peer_timeout_is_longer()
    {
        var nodes = new HeardNodes("self", TimeSpan.FromSeconds(50), _time);
        nodes.Hear(new HeardNode("other", ["other"]));
        nodes.Recent(["self"]);
        After(15);
        Assert.Equal(15, Assert.Single(nodes.Recent(["self"])).ApartFor?.TotalSeconds);
    }

    private double? ApartAfter(double seconds, string[] members, params string[] theirs)
    {
        After(seconds);
        Hear("other", theirs);
        return Assert.Single(_nodes.Recent([.. members])).ApartFor?.TotalSeconds;
    }

    private void Hear(string address, params string[] members) => _nodes.Hear(new HeardNode(address, [.. members]));

    private void After(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
