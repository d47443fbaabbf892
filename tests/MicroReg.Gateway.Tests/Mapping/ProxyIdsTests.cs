using CsCheck;
using MicroReg.Gateway.Mapping;

namespace MicroReg.Gateway.Tests.Mapping;

public sealed class ProxyIdsTests
{
    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("Orders", "^004Frders")]
    [InlineData("a/b c", "a/b c")]
    [InlineData("größe", "größe")]
    [InlineData("^none", "^005Enone")]
    [InlineData("😀", "^D83D^DE00")]
    public void The_id_of_a_cluster_is_the_name_unless_letter_case_matters(string service, string id) =>
        Assert.Equal(id, ProxyIds.ClusterOf(service));

    [Fact]
    public void Names_that_differ_have_ids_that_differ_by_more_than_letter_case() =>
        Gen.Select(Names, Names).ForAll((first, second) =>
            string.Equals(first, second, StringComparison.Ordinal) == string.Equals(
                ProxyIds.ClusterOf(first), ProxyIds.ClusterOf(second), StringComparison.OrdinalIgnoreCase)
            && ProxyIds.ClusterOf(first) != ProxyIds.NoCluster);

    [Fact]
    public void Hosts_and_ports_that_differ_are_different_destinations()
    {
        string[] hosts = ["h", "H", "http://h", "https://h", "::1", "[::1]"];
        var ids = hosts.SelectMany(host => new[] { Instances.At(80, host), Instances.At(81, host) }).Select(ProxyIds.DestinationOf);

        Assert.Equal(12, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(ProxyIds.DestinationOf(Instances.At(80, weight: 1)), ProxyIds.DestinationOf(Instances.At(80, weight: 9, zone: "b")));
    }

    // A small alphabet, so that names are often similar: characters with upper-case forms, the mark, digits of codes, and letters of which
    // three share one upper case.
    private static readonly Gen<string> Names = Gen.Char["aAbB^04FfäÄǅǆǄıIi😀𐐀𐐨"].Array[1, 4].Select(chars => new string(chars));
}
