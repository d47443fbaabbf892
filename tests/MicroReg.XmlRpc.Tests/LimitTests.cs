using System.Text;
using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, XmlRpcFaultCodes.InvalidRequest)]
    [InlineData(20_000, XmlRpcFaultCodes.InvalidRequest)]
    public void Arrays_may_be_nested_64_deep(int depth, int code)
    {
        var document = CallOf(Repeat("<value><array><data>", depth - 1) + "<value/>" + Repeat("</data></array></value>", depth - 1));
        Assert.Equal(code, FaultOf(document));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, XmlRpcFaultCodes.InvalidRequest)]
    public void Structs_may_be_nested_64_deep(int depth, int code)
    {
        var document = CallOf(
            Repeat("<value><struct><member><name>a</name>", depth - 1) + "<value/>" + Repeat("</member></struct></value>", depth - 1));
        Assert.Equal(code, FaultOf(document));
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<value>")]
    [InlineData("<a b='c'>")]
    public void A_hundred_thousand_open_elements_need_little_memory(string element)
    {
        var document = Utf8("<methodCall><methodName>m</methodName><params><param><value>" + Repeat(element, 100_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Read(document).Fault;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotNull(fault);
        Assert.True(allocated < 10 * document.Length, $"{allocated} bytes for a document of {document.Length}");
    }

    [Fact]
    public void Nested_entities_are_refused_without_expanding_them()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{Repeat($"&l{i - 1};", 10)}\">"));
        var document = Utf8($"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY l0 'ha'>{entities}]>" + CallOf("<value>&l9;</value>"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(XmlRpcFaultCodes.NotWellFormed, Read(document).Fault?.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, XmlRpcFaultCodes.InvalidRequest)]
    [InlineData(40_000, XmlRpcFaultCodes.InvalidRequest)]
    public void A_call_may_have_at_most_64_parameters(int count, int code) =>
        Assert.Equal(code, FaultOf(Call($"<params>{Repeat("<param><value/></param>", count)}</params>")));

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(10_001, XmlRpcFaultCodes.InvalidRequest)]
    public void An_array_may_have_at_most_10000_items(int count, int code) =>
        Assert.Equal(code, FaultOf(CallOf($"<value><array><data>{Repeat("<value/>", count)}</data></array></value>")));

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, XmlRpcFaultCodes.InvalidRequest)]
    public void A_struct_may_have_at_most_1024_members(int count, int code)
    {
        var members = string.Concat(Enumerable.Range(0, count).Select(i => $"<member><name>{i}</name><value/></member>"));
        Assert.Equal(code, FaultOf(CallOf($"<value><struct>{members}</struct></value>")));
    }

    [Fact]
    public void A_document_larger_than_the_limit_is_refused()
    {
        var document = Utf8(CallOf("<value>x</value>"));
        Assert.Null(Read(document, null, new XmlRpcLimits { MaxBodyBytes = document.Length }).Fault);
        Assert.Equal(XmlRpcFaultCodes.TooLarge, Read(document, null, new XmlRpcLimits { MaxBodyBytes = document.Length - 1 }).Fault?.Code);
    }

    [Theory]
    [InlineData("&amp;")]
    [InlineData("<![CDATA[x]]>")]
    [InlineData("<!-- -->x")]
    [InlineData("]")]
    [InlineData("\r")]
    public void Text_in_many_pieces_is_read_in_linear_memory(string piece)
    {
        var count = 1_000_000 / piece.Length;
        var document = Utf8(CallOf($"<value>{Repeat(piece, count)}</value>"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Read(document).Fault);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 60L * document.Length);
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
