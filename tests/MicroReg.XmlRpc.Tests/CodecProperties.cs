using CsCheck;
using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class CodecProperties
{
    [Fact]
    public void A_call_comes_back_as_it_was_written() => Generators.Call.ForAll(
        call =>
        {
            var document = Write(call);
            AssertSame(call, Read(document).Call);
            AssertSame(call, Read(ForFullReader(document)).Call);
        },
        cases: 3_000);

    [Fact]
    public void A_result_comes_back_as_it_was_written() => Generators.Value.ForAll(
        value =>
        {
            Assert.True(XmlRpcReader.TryReadResponse(Write(XmlRpcOutcome.Of(value)), null, XmlRpcLimits.Default, out var outcome, out _));
            Assert.Equal(value, outcome.Value);
        },
        cases: 3_000);

    [Fact]
    public void Any_text_gives_a_document_that_can_be_read() => Gen.String[Gen.Char, 0, 40].ForAll(
        text => Assert.True(XmlRpcReader.TryReadResponse(Write(XmlRpcOutcome.Failed(1, text)), null, XmlRpcLimits.Default, out _, out _)),
        cases: 5_000);

    [Fact]
    public void A_damaged_document_gives_a_call_or_a_fault_and_both_readers_agree() =>
        Gen.Select(Generators.Call, Generators.Damage.Array[1, 3]).ForAll(
            (call, damage) =>
            {
                var document = damage.Aggregate(Write(call), (bytes, apply) => apply(bytes));
                var (read, _) = Read(document);
                if (!XmlRpcReader.TryReadPlain(document, null, XmlRpcLimits.Default, out var plain))
                    return;
                AssertSame(plain, read);
                AssertSame(plain, Read(ForFullReader(document)).Call);
            },
            cases: 40_000);

    [Fact]
    public void Any_bytes_in_any_charset_give_a_call_or_a_fault() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.OneOf("", "utf-8", "utf-16", "utf-32", "shift_jis", "gb18030", "iso-2022-jp", "IBM037", "x"))
            .ForAll((bytes, charset) => _ = Read(bytes, charset.Length == 0 ? null : charset), cases: 10_000);

    private static void AssertSame(XmlRpcCall expected, XmlRpcCall? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.MethodName, actual.MethodName);
        Assert.Equal(expected.Parameters, actual.Parameters);
    }
}
