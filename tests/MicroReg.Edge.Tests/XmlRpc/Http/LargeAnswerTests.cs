using System.IO.Compression;
using MicroReg.XmlRpc;
using MicroReg.XmlRpc.Tests;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

public sealed class LargeAnswerTests(XmlRpcServer server) : IClassFixture<XmlRpcServer>
{
    [Theory]
    [InlineData("test.large", 3_000, null, false)]
    [InlineData("test.large", 3_000, "gzip", false)]
    [InlineData("test.large", 100_000, null, false)]
    [InlineData("test.large", 100_000, "gzip", true)]
    [InlineData("test.large", 100_000, "deflate, gzip;q=0.5", true)]
    [InlineData("test.large", 100_000, "*", true)]
    [InlineData("test.large", 100_000, "gzip;q=0", false)]
    [InlineData("test.large", 100_000, "gzip;q=0, *", false)]
    [InlineData("test.large", 100_000, "identity, gzip;q=0.5", false)]
    [InlineData("test.large", 100_000, "br", false)]
    [InlineData("test.streamed", 0, "gzip", false)]
    [InlineData("test.streamed", 1, null, false)]
    [InlineData("test.streamed", 25, "gzip", true)]
    public async Task A_large_answer_is_compressed_for_clients_that_accept_it(string method, int size, string? accepted, bool compressed)
    {
        var (head, body) = await CallAsync(method, size, accepted is null ? [] : [$"Accept-Encoding: {accepted}"]);
        Assert.Equal(compressed, head.Contains("Content-Encoding: gzip", StringComparison.Ordinal));
        using var plain = new MemoryStream();
        if (compressed)
            await new GZipStream(new MemoryStream(body), CompressionMode.Decompress).CopyToAsync(plain);
        else
            plain.Write(body);
        Assert.Equal(method == "test.large" ? size : size * 4096, TextOf(plain.ToArray()).Length);
    }

    [Fact]
    public async Task Twenty_megabytes_of_streamed_text_come_with_their_exact_length()
    {
        var (head, body) = await CallAsync("test.streamed", 5_000);
        Assert.Contains($"Content-Length: {body.Length}", head, StringComparison.Ordinal);
        Assert.Equal(5_000 * 4096, TextOf(body).Length);
    }

    [Fact]
    public async Task Streamed_text_that_would_break_the_document_is_an_internal_error()
    {
        var (_, body) = await CallAsync("test.bad_stream", 0);
        Assert.True(XmlRpcReader.TryReadResponse(body, null, XmlRpcLimits.Default, out var outcome, out _));
        Assert.Equal(new XmlRpcFault(XmlRpcFaultCodes.InternalError, "internal error"), outcome.Fault);
    }

    private static string TextOf(byte[] document)
    {
        var limits = new XmlRpcLimits { MaxBodyBytes = int.MaxValue };
        Assert.True(XmlRpcReader.TryReadResponse(document, null, limits, out var outcome, out _));
        Assert.True(outcome.Value.TryGetText(out var text));
        return text;
    }

    private async Task<(string Head, byte[] Body)> CallAsync(string method, int size, params string[] headers)
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        await connection.SendAsync(RawHttp.Post("/", Documents.Write(new XmlRpcCall(method, [XmlRpcValue.Of(size)])), headers));
        return await connection.ReadAsync();
    }
}
