using MicroReg.Domain.Formation;

namespace MicroReg.Domain.Tests.Formation;

/// <summary>
/// The decisions as tables. Nodes have letters; this one is b. Heard nodes are written "c" (in no cluster), "c[cd]" (in a
/// cluster of c and d), and "c[cd]+7" (in another cluster than this node for 7 s).
/// </summary>
public sealed class FormationRulesTests
{
    private const string Wait = "wait";
    private const string Alone = "form alone";

    [Theory]
    [InlineData("", 0, "", Alone)] // nobody to ask
    [InlineData("", 0, "a", Alone)]
    [InlineData("", 0, "a[a]", "join a")]
    [InlineData("b", 0, "", Alone)]
    [InlineData("bc", 0, "", Wait)]
    [InlineData("bc", 2.9, "", Wait)]
    [InlineData("bc", 3, "", Alone)]
    [InlineData("bc", 0, "c", Alone)] // all other seeds are there and nobody is further
    [InlineData("bcd", 0, "c", Wait)]
    [InlineData("bcd", 0, "c d", Alone)]
    [InlineData("bcd", 3, "c", Alone)]
    [InlineData("bcd", 9, "d[d]", "join d")]
    public void The_first_seed_forms_a_cluster_if_there_is_none(string seeds, double seconds, string heard, string decision) =>
        Assert.Equal(decision, Decide(View(seeds, seconds, heard)));

    [Theory]
    [InlineData(0, "", Wait)]
    [InlineData(60, "", Wait)] // empty and alone: it can't know whether there is a cluster
    [InlineData(11.9, "c", Wait)]
    [InlineData(12, "c", Alone)]
    [InlineData(12, "c d", Alone)]
    [InlineData(12, "a c", Wait)] // a has the lower address
    [InlineData(60, "a", Wait)]
    [InlineData(12, "c[c]", "join c")]
    [InlineData(0, "a[a]", "join a")]
    public void Another_node_forms_a_cluster_late_if_no_other_can(double seconds, string heard, string decision) =>
        Assert.Equal(decision, Decide(View("ab", seconds, heard)));

    [Fact]
    public void A_node_that_hears_nobody_forms_a_cluster_if_it_has_records_or_known_nodes()
    {
        Assert.Equal(Alone, Decide(View("ab", 12, "") with { HasData = true }));
        Assert.Equal(Alone, Decide(View("ab", 12, "") with { KnowsOthers = true }));
        Assert.Equal(Wait, Decide(View("ab", 11, "") with { HasData = true, KnowsOthers = true }));
    }

    [Fact]
    public void A_node_without_seeds_first_looks_for_the_nodes_it_knows()
    {
        Assert.Equal(Wait, Decide(View("", 2.9, "") with { KnowsOthers = true }));
        Assert.Equal("join a", Decide(View("", 2.9, "a[ac]") with { KnowsOthers = true }));
        Assert.Equal(Alone, Decide(View("", 3, "") with { KnowsOthers = true }));
    }

    [Theory]
    [InlineData("a[a] c[cd]", "join c")] // the larger
    [InlineData("c[cd] d[cd]", "join c")]
    [InlineData("c[cf] a[ag]", "join a")] // equally large: the one with the lower address
    [InlineData("c[ab] d", Wait)] // c is no member of what it tells of
    public void A_node_joins_the_cluster_that_will_absorb_the_others(string heard, string decision) =>
        Assert.Equal(decision, Decide(View("ab", 1, heard)));

    [Theory]
    [InlineData("a", 0, Wait)]
    [InlineData("a", 3.9, Wait)]
    [InlineData("a", 4, "join c")] // with another node of the same cluster, if there is one
    [InlineData("c", 4, "join a")]
    [InlineData("b", 3.9, Wait)]
    public void A_join_is_retried_after_four_seconds(string asked, double seconds, string decision) =>
        Assert.Equal(decision,
            Decide(View("ab", 30, "a[ac] c[ac]") with { Attempt = new JoinAttempt(asked, TimeSpan.FromSeconds(seconds)) }));

    [Theory]
    [InlineData("b", "c[cd]+5", "restart and join c")]
    [InlineData("b", "c[cd]+4.9", Wait)]
    [InlineData("b", "c[cd]", Wait)]
    [InlineData("b", "c+9", Wait)] // c is in no cluster
    [InlineData("be", "c[cd]+5", Wait)] // equally large, and b is lower than c
    [InlineData("be", "a[ad]+5", "restart and join a")]
    [InlineData("bde", "a[ac]+5", Wait)] // the other one is smaller
    [InlineData("b", "a[a]+5 c[cd]+5", "restart and join c")]
    [InlineData("bc", "c[bc]", Wait)] // one cluster
    [InlineData("b", "c[bcd]+11", Wait)] // c still has the former self of b, or the news of b's join
    [InlineData("b", "c[bcd]+12", "restart and join c")]
    [InlineData("bcd", "c[c]+60", Wait)]
    public void The_smaller_of_two_clusters_joins_the_other(string members, string heard, string decision) =>
        Assert.Equal(decision, Decide(View("", 60, heard) with { Members = [.. members.Select(letter => $"{letter}")] }));

    private static FormationView View(string seeds, double seconds, string heard) => new()
    {
        Self = "b",
        Seeds = [.. seeds.Select(letter => $"{letter}")],
        SinceStart = TimeSpan.FromSeconds(seconds),
        Heard = [.. heard.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read)],
    };

    private static HeardNode Read(string text)
    {
        var (node, apart) = text.Split('+') is [var before, var after] ? (before, after) : (text, null);
        return new HeardNode(node[..1], [.. node[1..].Trim('[', ']').Select(letter => $"{letter}")])
        {
            ApartFor = apart is null ? null : TimeSpan.FromSeconds(double.Parse(apart, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static string Decide(FormationView view) => FormationRules.Decide(view) switch
    {
        FormationDecision.Join join => $"join {join.Address}",
        FormationDecision.RestartAndJoin other => $"restart and join {other.Address}",
        FormationDecision.FormAlone => Alone,
        _ => Wait,
    };
}
