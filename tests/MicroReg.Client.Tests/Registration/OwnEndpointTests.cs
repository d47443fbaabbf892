using MicroReg.Client.Registration;

namespace MicroReg.Client.Tests.Registration;

public sealed class OwnEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5001", "127.0.0.1", 5001)]
    [InlineData("http://localhost:5001/", "localhost", 5001)]
    [InlineData("http://[::1]:5001", "[::1]", 5001)]
    [InlineData("http://orders.internal:80", "orders.internal", 80)]
    [InlineData("https://orders.internal:443", "https://orders.internal", 443)]
    [InlineData("https://127.0.0.1:5002;http://127.0.0.1:5001", "127.0.0.1", 5001)]
    [InlineData("http://*:5001", "127.0.0.1", 5001)]
    [InlineData("http://0.0.0.0:5001", "127.0.0.1", 5001)]
    [InlineData("http://[::]:5001", "127.0.0.1", 5001)]
    [InlineData("https://+:5002", "https://127.0.0.1", 5002)]
    public void Without_host_and_port_it_is_where_the_server_listens_and_for_all_addresses_the_one_towards_the_registry(string addresses, string host, int port) =>
        Assert.Equal((host, port), OwnEndpoint.Find(Options(null, null), addresses.Split(';')));

    [Fact]
    public void What_is_given_comes_first()
    {
        Assert.Equal(("https://orders.internal", 5001), OwnEndpoint.Find(Options("https://orders.internal", null), ["http://127.0.0.1:5001"]));
        Assert.Equal(("127.0.0.1", 80), OwnEndpoint.Find(Options(null, 80), ["http://127.0.0.1:5001"]));
        Assert.Equal(("orders.internal", 80), OwnEndpoint.Find(Options("orders.internal", 80), []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://unix:/tmp/socket")]
    public void Without_an_address_that_has_a_port_there_is_none(string address) => Assert.Null(OwnEndpoint.Find(Options(null, null), [address]));

    private static RegistrationOptions Options(string? host, int? port)
    {
        var options = new RegistrationOptions { Service = "orders", Host = host, Port = port };
        options.Nodes.Add(new Uri("http://127.0.0.1:8000"));
        return options;
    }
}
