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
    public void Without_host_and_port_the_address_of_the_server_is_used_or_the_local_address_if_it_listens_on_all(
        string addresses, string host, int port) =>
        Assert.Equal((host, port), OwnEndpoint.Find(Options(null, null), addresses.Split(';')));

    [Fact]
    public void Host_and_port_of_the_options_take_precedence()
    {
        Assert.Equal(("https://orders.internal", 5001),
            OwnEndpoint.Find(Options("https://orders.internal", null), ["http://127.0.0.1:5001"]));
        Assert.Equal(("127.0.0.1", 80), OwnEndpoint.Find(Options(null, 80), ["http://127.0.0.1:5001"]));
        Assert.Equal(("orders.internal", 80), OwnEndpoint.Find(Options("orders.internal", 80), []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://unix:/tmp/socket")]
    public void An_address_without_a_port_gives_no_endpoint(string address) =>
        Assert.Null(OwnEndpoint.Find(Options(null, null), [address]));

    private static RegistrationOptions Options(string? host, int? port)
    {
        var options = new RegistrationOptions { Service = "orders", Host = host, Port = port };
        options.Nodes.Add(new Uri("http://127.0.0.1:8000"));
        return options;
    }
}
