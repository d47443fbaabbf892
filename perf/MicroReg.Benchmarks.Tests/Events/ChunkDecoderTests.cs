using System.Text;
using CsCheck;
using MicroReg.Benchmarks.Events.Swarm;

namespace MicroReg.Benchmarks.Tests.Events;

public sealed class ChunkDecoderTests
{
    [Fact]
    public void Chunks_come_out_whole_however_the_packets_are_cut() =>
        Gen.String.AlphaNumeric.Where(text => text.Length > 0).Array.Select(Gen.Int[1, 9]).ForAll((chunks, packet) =>
        {
            var framed = string.Concat(chunks.Select(chunk => $"{chunk.Length:x}\r\n{chunk}\r\n")) + "0\r\n\r\n";
            var (content, decoder) = Decode(framed, packet);
            Assert.Equal(string.Concat(chunks), content);
            Assert.True(decoder.IsEnd);
        });

    [Fact]
    public void Sizes_are_hexadecimal_in_either_letter_case() =>
        Assert.Equal(new string('x', 0xAb), Decode($"aB\r\n{new string('x', 0xAb)}\r\n", 1000).Content);

    [Theory]
    [InlineData("hello")]
    [InlineData("3\r\nabcd\r\n")]
    [InlineData("3\nabc\r\n")]
    public void A_body_that_is_not_chunked_is_refused(string body) =>
        Assert.Throws<InvalidDataException>(() => Decode(body, 1000));

    private static (string Content, ChunkDecoder Decoder) Decode(string framed, int packet)
    {
        var decoder = new ChunkDecoder();
        var content = new StringBuilder();
        foreach (var some in Encoding.ASCII.GetBytes(framed).Chunk(packet))
            content.Append(Encoding.ASCII.GetString(some, 0, decoder.Decode(some)));
        return (content.ToString(), decoder);
    }
}
