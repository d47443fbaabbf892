using System.Text;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Input;

public sealed class JsonValuesTests
{
    public static TheoryData<string, XmlRpcValue> Documents => new()
    {
        { "null", XmlRpcValue.Nil },
        { "true", XmlRpcValue.Of(true) },
        { " false ", XmlRpcValue.Of(false) },
        { "8080", XmlRpcValue.Of(8080) },
        { "9223372036854775807", XmlRpcValue.Of(long.MaxValue) },
        { "0.5", XmlRpcValue.Of(0.5) },
        { "1e3", XmlRpcValue.Of(1000.0) },
        { "9223372036854775808", XmlRpcValue.Of(9223372036854775808.0) },
        { "\"gr\\u00f6\\u00dfe \\ud83d\\ude80\"", XmlRpcValue.Of("größe 🚀") },
        { "[1,\"a\",[]]", XmlRpcValue.Of(XmlRpcValue.Of(1), XmlRpcValue.Of("a"), XmlRpcValue.Of(Array.Empty<XmlRpcValue>())) },
        { "{\"a\":1,\"b\":{\"c\":null}}", RpcJson.Struct(("a", 1), ("b", RpcJson.Struct(("c", null)))) },
        { "{\"a\":1,\"a\":2}", RpcJson.Struct(("a", 2)) },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void JSON_values_are_those_that_the_text_has(string json, XmlRpcValue value)
    {
        Assert.True(JsonValues.TryRead(Encoding.UTF8.GetBytes(json), out var read, out var problem), problem);
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{'a':1}")]
    [InlineData("1 2")]
    [InlineData("{} {}")]
    [InlineData("nul")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("\"\\ud800\"")]
    public void JSON_values_are_not_read_from_other_text(string json)
    {
        Assert.False(JsonValues.TryRead(Encoding.UTF8.GetBytes(json), out var read, out var problem));
        Assert.Equal(XmlRpcValue.Nil, read);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void JSON_values_are_not_read_from_bytes_that_are_not_UTF8() =>
        Assert.False(JsonValues.TryRead([(byte)'"', 0xFC, (byte)'"'], out _, out _));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void JSON_values_are_nested_at_most_64_deep(int depth, bool isRead) =>
        Assert.Equal(isRead, JsonValues.TryRead(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), out _, out _));
}
