using System.IO.Compression;
using System.Text;
using MicroReg.Edge.XmlRpc.Http;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

/// <summary>Compressed bodies: whole ones in each form that clients send, and broken ones.</summary>
public sealed class DecompressionTests
{
    private const int Limit = 10_000;

    [Theory]
    [InlineData("one")]
    [InlineData("one", "two")]
    [InlineData("", "one", "", "two", "")]
    public void A_gzip_body_of_several_members_is_all_of_them_in_turn(params string[] members)
    {
        var (problem, content) = Decompression.Expand(Gzip(members), ContentCoding.Gzip, Limit);
        Assert.Equal(BodyProblem.None, problem);
        Assert.Equal(string.Concat(members), Encoding.UTF8.GetString(content.WrittenSpan));
    }

    [Fact]
    public void A_gzip_body_that_ends_within_a_member_is_corrupt()
    {
        var (first, whole) = (Gzip("first member").Length, Gzip("first member", "second member"));
        var accepted = Enumerable.Range(1, whole.Length)
            .Where(length => Decompression.Expand(whole.AsMemory(0, length), ContentCoding.Gzip, Limit).Problem == BodyProblem.None);
        Assert.Equal([first, whole.Length], accepted);
    }

    [Fact]
    public void A_gzip_body_with_a_changed_byte_in_a_trailer_is_corrupt()
    {
        var whole = Gzip("first member", "second member");
        var first = Gzip("first member").Length;
        foreach (var at in Enumerable.Range(1, 8).SelectMany(back => new[] { first - back, whole.Length - back }))
        {
            var changed = whole.ToArray();
            changed[at] ^= 1;
            Assert.Equal(BodyProblem.Corrupt, Decompression.Expand(changed, ContentCoding.Gzip, Limit).Problem);
        }
    }

    [Fact]
    public void Members_of_a_struct_are_measured_together()
    {
        var members = Enumerable.Repeat(new string('x', Limit / 4), 5).ToArray();
        Assert.Equal(BodyProblem.TooLarge, Decompression.Expand(Gzip(members), ContentCoding.Gzip, Limit).Problem);
        Assert.Equal(BodyProblem.None, Decompression.Expand(Gzip(members[..4]), ContentCoding.Gzip, Limit).Problem);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_deflate_body_may_have_zlibs_frame_or_none_and_must_be_whole(bool hasFrame)
    {
        using var packed = new MemoryStream();
        using (Stream packer = hasFrame
            ? new ZLibStream(packed, CompressionLevel.Optimal, true)
            : new DeflateStream(packed, CompressionLevel.Optimal, true))
            packer.Write("a whole body"u8);
        var whole = packed.ToArray();
        var (problem, content) = Decompression.Expand(whole, ContentCoding.Deflate, Limit);
        Assert.Equal((BodyProblem.None, "a whole body"), (problem, Encoding.UTF8.GetString(content.WrittenSpan)));
        Assert.Equal(BodyProblem.Corrupt, Decompression.Expand(whole.AsMemory(0, whole.Length - 1), ContentCoding.Deflate, Limit).Problem);
    }

    private static byte[] Gzip(params string[] members)
    {
        using var packed = new MemoryStream();
        foreach (var member in members)
        {
            using var packer = new GZipStream(packed, CompressionLevel.Optimal, true);
            packer.Write(Encoding.UTF8.GetBytes(member));
            packer.Flush();
        }

        return packed.ToArray();
    }
}
