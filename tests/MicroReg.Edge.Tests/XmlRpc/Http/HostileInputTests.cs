using System.IO.Compression;
using System.Text;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.XmlRpc;
using MicroReg.XmlRpc.Tests;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

public sealed class HostileInputTests(XmlRpcServer server) : IClassFixture<XmlRpcServer>
{
    private const string Echo = "<methodCall><methodName>echo</methodName><params><param><value>hi</value></param></params></methodCall>";

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_answered_and_one_more_byte_is_not()
    {
        var limit = XmlRpcLimits.Default.MaxBodyBytes;
        var body = Documents.Utf8(Echo.Replace("hi", new string('x', limit - Echo.Length + 2), StringComparison.Ordinal));
        Assert.Equal(limit, body.Length);
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", body));
        Assert.StartsWith("HTTP/1.1 200", await connection.ReadTextAsync(), StringComparison.Ordinal);
        await connection.SendAsync(RawHttp.Post("/", [.. body, (byte)'\n']));
        Assert.StartsWith("HTTP/1.1 413", await connection.ReadTextAsync(), StringComparison.Ordinal);
        Assert.True(await connection.IsClosedAsync());
    }

    [Fact]
    public async Task An_endless_chunked_body_is_refused_at_the_limit()
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync("POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes("8000\r\n" + new string('x', 0x8000) + "\r\n");
        for (var sent = 0; sent <= XmlRpcLimits.Default.MaxBodyBytes; sent += 0x8000)
            await connection.SendAsync(chunk);
        Assert.StartsWith("HTTP/1.1 413", await connection.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_measured_expanded(string coding)
    {
        using var bomb = new MemoryStream();
        using (Stream packer = coding == "gzip"
            ? new GZipStream(bomb, CompressionLevel.Optimal, true)
            : new ZLibStream(bomb, CompressionLevel.Optimal, true))
        {
            for (var i = 0; i < 64; i++)
                packer.Write(new byte[1024 * 1024]);
        }

        Assert.InRange(bomb.Length, 1, 100_000);
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", bomb.ToArray(), $"Content-Encoding: {coding}"));
        Assert.StartsWith("HTTP/1.1 413", await connection.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_gzip_body_that_ends_early_is_no_call(int missing)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Optimal, true))
            packer.Write(Documents.Utf8(Echo));
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", packed.ToArray()[..^missing], "Content-Encoding: gzip"));
        Assert.Contains("-32700", await connection.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_beyond_all_measure_is_a_fault_and_not_built()
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", Documents.Utf8(
            Echo.Replace("echo", "test.large", StringComparison.Ordinal).Replace("hi", "<int>90000000</int>", StringComparison.Ordinal))));
        Assert.Contains("<int>413</int>", await connection.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multicall_stops_when_its_answer_is_full()
    {
        const string large =
            "<value><struct><member><name>methodName</name><value>test.large</value></member><member><name>params</name><value>"
                + "<array><data><value><int>20000000</int></value></data></array></value></member></struct></value>";
        var body =
            "<methodCall><methodName>system.multicall</methodName><params><param><value><array>"
                + $"<data>{string.Concat(Enumerable.Repeat(large, 500))}</data></array></value></param></params></methodCall>";
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", Documents.Utf8(body)));
        var answer = await connection.ReadTextAsync();
        Assert.Equal(498, answer.Split("Not run").Length - 1);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", null)]
    [InlineData("POST /", null)]
    public async Task Bytes_that_are_not_HTTP_are_refused(string request, string? status)
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(request);
        if (status is not null)
            Assert.StartsWith($"HTTP/1.1 {status}", await connection.ReadTextAsync(), StringComparison.Ordinal);
        await AnotherCallerIsAnswered(server);
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", Echo, [.. Enumerable.Range(0, 100).Select(i => $"X-{i}: y")]));
        Assert.StartsWith("HTTP/1.1 431", await connection.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_sender_is_cut_off_while_another_caller_is_answered()
    {
        var options = new XmlRpcOptions { MinBodyBytesPerSecond = 1_000_000, BodyGracePeriod = TimeSpan.FromSeconds(1.1) };
        var strict = await XmlRpcServer.StartAsync(options);
        try
        {
            using var slow = await RawHttp.ConnectAsync(strict.Address);
            await slow.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<methodCall>");
            await AnotherCallerIsAnswered(strict);
            Assert.StartsWith("HTTP/1.1 408", await slow.ReadTextAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await strict.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_its_call()
    {
        var own = await XmlRpcServer.StartAsync(new XmlRpcOptions());
        try
        {
            using var connection = await RawHttp.ConnectAsync(own.Address);
            await connection.SendAsync(RawHttp.Post("/", Echo.Replace("echo", "test.hang", StringComparison.Ordinal)));
            await own.HangStarted.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await AnotherCallerIsAnswered(own);
            connection.Reset();
            await own.HangCancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await AnotherCallerIsAnswered(own);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_body_that_ends_early_harms_nobody()
    {
        using (var connection = await RawHttp.ConnectAsync(server.Address))
            await connection.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<methodCall>");
        await AnotherCallerIsAnswered(server);
    }

    private static async Task AnotherCallerIsAnswered(XmlRpcServer server)
    {
        using var other = await RawHttp.ConnectAsync(server.Address);
        await other.SendAsync(RawHttp.Post("/", Echo));
        Assert.Contains("<string>hi</string>", await other.ReadTextAsync(), StringComparison.Ordinal);
    }
}
