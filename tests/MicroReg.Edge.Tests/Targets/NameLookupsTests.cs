using System.Net;
using System.Net.Sockets;
using MicroReg.Edge.Targets;

namespace MicroReg.Edge.Tests.Targets;

public sealed class NameLookupsTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    public async Task An_address_is_its_own_answer(string host, string address) =>
        Assert.Equal([IPAddress.Parse(address)], await NameLookups.FindAsync(host, default));

    [Fact]
    public async Task Many_who_ask_for_one_name_get_its_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => NameLookups.FindAsync("localhost", default).AsTask()));
        Assert.All(answers, addresses => Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address))));
    }

    [Fact]
    public async Task A_name_that_is_none_is_unknown_again_and_again()
    {
        for (var time = 0; time < 3; time++)
            await Assert.ThrowsAsync<SocketException>(async () => await NameLookups.FindAsync("xn--a-ä.invalid", default));
    }

    [Fact]
    public async Task A_caller_that_no_longer_waits_is_not_kept() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await NameLookups.FindAsync("localhost", new CancellationToken(canceled: true)));
}
