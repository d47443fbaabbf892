using System.Net;
using MicroReg.Domain.Networks;

namespace MicroReg.Domain.Tests.Networks;

public sealed class NetworkSetTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.2.3/8", "10.255.255.255", true)]
    [InlineData("172.16.0.0/12", "172.31.255.255", true)]
    [InlineData("172.16.0.0/12", "172.32.0.0", false)]
    [InlineData("fc00::/7", "fdff::1", true)]
    [InlineData("fc00::/7", "fe00::1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/0", "::ffff:10.0.0.1", false)]
    public void A_set_contains_the_addresses_of_its_networks_only(string network, string address, bool isIn) =>
        Assert.Equal(isIn, NetworkSet.Of(network).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("internal")]
    [InlineData("")]
    public void An_invalid_network_is_named_in_the_error(string text)
    {
        Assert.False(NetworkSet.TryParse(["10.0.0.0/8", text], out _, out var wrong));
        Assert.Equal(text, wrong);
        Assert.Throws<FormatException>(() => NetworkSet.Of(text));
    }

    [Fact]
    public void Two_sets_of_the_same_networks_are_equal()
    {
        Assert.Equal(NetworkSet.Of("10.0.0.0/8", " ::1 "), NetworkSet.Of("10.0.0.0/8", "::1/128"));
        Assert.NotEqual(NetworkSet.Of("10.0.0.0/8"), NetworkSet.None);
        Assert.Equal("10.0.0.0/8, ::1/128", NetworkSet.Of("10.0.0.0/8", "::1").ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("192.168.7.7", true)]
    [InlineData("fd00::7", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    public void The_default_targets_are_loopback_and_private_networks(string address, bool isPermitted) =>
        Assert.Equal(isPermitted, TargetNetworks.Default.Permit(IPAddress.Parse(address)));

    [Fact]
    public void A_denied_network_is_denied_even_if_it_is_also_allowed() =>
        Assert.False(new TargetNetworks(NetworkSet.Of("0.0.0.0/0"), NetworkSet.Of("10.0.0.0/8")).Permit(IPAddress.Parse("10.0.0.1")));
}
