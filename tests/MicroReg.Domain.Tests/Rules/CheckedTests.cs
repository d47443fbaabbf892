using MicroReg.Domain.Kernel;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Rules;

public sealed class CheckedTests
{
    public static TheoryData<string> GoodHosts =>
    [
        "localhost", "orders.example.com", "orders.example.com.", "a", "my_service", "10.0.0.7", "255.255.255.255", "::1", "[::1]",
        "2001:db8::8:800:200c:417a", "fe80::1%eth0", "[fe80::1%2]", "http://orders", "https://10.0.0.7", "HTTP://orders", "http://[::1]",
        "müller.example", "3com.com", "x-y.z", new string('a', 63), "::ffff:10.0.0.7",
    ];

    public static TheoryData<string> BadHosts =>
    [
        "", " ", ".", "a..b", ".a", "-a", "a-", "a b", "a/b", "orders:80", "http://", "http://orders/", "http://http://orders",
            "ftp://orders",
        "256.1.1.1", "1.2.3", "1.2.3.4.5", "1234", "[10.0.0.7]", "[::1", "::1]", "[[::1]]", "[[::1]:80]", "[::1]:80", "::1/64", ":::",
            "fe80::1%",
        "fe80::1%a b", "fe80::1%<x>", "fe80::1%e\u0001", "a\0", "a\n", "😀", "user@host", "a,b", "[]", new string('a', 64),
        string.Join('.', Enumerable.Repeat(new string('a', 60), 5)),
    ];

    [Theory]
    [MemberData(nameof(GoodHosts))]
    public void A_host_is_a_name_or_an_address(string host) => Assert.Null(Checked.Host(host));

    [Theory]
    [MemberData(nameof(BadHosts))]
    public void An_invalid_host_is_refused_with_a_fault_that_names_the_parameter(string host) => AssertFault("host", Checked.Host(host));

    [Theory]
    [InlineData("a")]
    [InlineData("order service")]
    [InlineData("größe 😀")]
    [InlineData("<&\"'>")]
    public void A_name_is_any_text(string name) => Assert.Null(Checked.Name(name));

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\u00a0")]
    [InlineData("a\tb")]
    [InlineData("a\0")]
    [InlineData("a\u0085b")]
    [InlineData("a\uffffb")]
    [InlineData("a\ufffe")]
    public void A_name_with_characters_that_xml_cannot_carry_is_refused(string name) => AssertFault("name", Checked.Name(name));

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_refused()
    {
        AssertFault("name", Checked.Name("a\ud83d"));
        AssertFault("name", Checked.Name("\ude00a"));
        AssertFault("name", Checked.Name("\ude00\ud83d"));
    }

    [Fact]
    public void A_name_has_at_most_255_characters()
    {
        Assert.Null(Checked.Name(new string('a', 255)));
        AssertFault("name", Checked.Name(new string('a', 256)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(65535, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(65536, false)]
    [InlineData((1L << 32) + 80, false)]
    public void A_port_is_1_to_65535(long port, bool good)
    {
        if (good)
            Assert.Null(Checked.Port(port));
        else
            AssertFault("port", Checked.Port(port));
    }

    [Fact]
    public void An_invalid_key_is_refused_with_its_first_fault()
    {
        Assert.Null(Checked.Key(new("a", "b", 1)));
        AssertFault("name", Checked.Key(new("", "", 0)));
        AssertFault("host", Checked.Key(new("a", "", 0)));
        AssertFault("port", Checked.Key(new("a", "b", 0)));
    }

    private static void AssertFault(string parameter, RegistryFault? fault)
    {
        Assert.Equal(FaultKind.Invalid, fault?.Kind);
        Assert.StartsWith(parameter + ": ", fault!.Message, StringComparison.Ordinal);
    }
}
