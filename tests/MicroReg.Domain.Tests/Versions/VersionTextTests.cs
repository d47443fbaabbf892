using CsCheck;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Versions;

public sealed class VersionTextTests
{
    [Fact]
    public void A_time_is_read_as_it_was_written() =>
        Gen.Long[0, long.MaxValue].ForAll(value =>
        {
            var time = new HybridTime(value);
            return HybridTime.TryParse(time.ToString(), out var read) && read == time && read.Counter == (value & 0xffff);
        });

    [Fact]
    public void A_stamp_is_read_as_it_was_written() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.ULong).ForAll((time, origin) =>
        {
            var stamp = new Stamp(new(time), new(origin));
            return Stamp.TryParse(stamp.ToString(), out var read) && read == stamp;
        });

    [Fact]
    public void A_position_is_read_as_it_was_written() =>
        Gen.Select(Gen.ULong, Gen.Long[0, long.MaxValue]).ForAll((origin, sequence) =>
        {
            var position = new Position(new(origin), sequence);
            return Position.TryParse(position.ToString(), out var read) && read == position;
        });

    [Fact]
    public void The_text_forms_are_frozen()
    {
        var stamp = new Stamp(new HybridTime((1732387200000 << 16) | 5), new(0xa1));
        Assert.Equal("1732387200000.5@00000000000000a1", stamp.ToString());
        Assert.Equal("00000000000000a1:42", new Position(new(0xa1), 42).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.65536")]
    [InlineData("-1.0")]
    [InlineData("1.-1")]
    [InlineData("1.0.0")]
    [InlineData(" 1.0")]
    [InlineData("1.0\0")]
    [InlineData("140737488355328.0")]
    [InlineData("1,000.0")]
    public void Garbage_is_not_a_time(string text)
    {
        Assert.False(HybridTime.TryParse(text, out _));
        Assert.False(Stamp.TryParse(text + "@00000000000000a1", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a1")]
    [InlineData("00000000000000a1a")]
    [InlineData("0x000000000000a1")]
    [InlineData("00000000000000g1")]
    [InlineData(" 0000000000000a1")]
    [InlineData("00000000000000a\0")]
    public void Garbage_is_not_an_origin(string text)
    {
        Assert.False(OriginId.TryParse(text, out _));
        Assert.False(Stamp.TryParse("1.0@" + text, out _));
        Assert.False(Position.TryParse(text + ":1", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000a1")]
    [InlineData("00000000000000a1:")]
    [InlineData("00000000000000a1:-1")]
    [InlineData("00000000000000a1:x")]
    [InlineData("00000000000000a1:1:2")]
    [InlineData("00000000000000a1:1\0")]
    [InlineData("00000000000000a1:9223372036854775808")]
    public void Garbage_is_not_a_position(string text) => Assert.False(Position.TryParse(text, out _));

    [Theory]
    [InlineData("1.0")]
    [InlineData("@")]
    [InlineData("1.0@")]
    [InlineData("@00000000000000a1")]
    public void Garbage_is_not_a_stamp(string text) => Assert.False(Stamp.TryParse(text, out _));

    [Fact]
    public void Versions_order_by_time_and_then_origin()
    {
        Gen.Select(Gen.Long[0, 3], Gen.ULong[0, 3], Gen.Long[0, 3], Gen.ULong[0, 3]).ForAll((time1, origin1, time2, origin2) =>
        {
            var (a, b) = (new Stamp(new(time1), new(origin1)), new Stamp(new(time2), new(origin2)));
            Assert.Equal((time1, origin1).CompareTo((time2, origin2)), a.CompareTo(b));
            Assert.Equal((a > b, a < b), (a.CompareTo(b) > 0, a.CompareTo(b) < 0));
            Assert.Equal((a.Time > b.Time, a.Time < b.Time), (time1 > time2, time1 < time2));
            var (p, q) = (new Position(new(origin1), time1), new Position(new(origin2), time2));
            Assert.Equal((origin1, time1).CompareTo((origin2, time2)), p.CompareTo(q));
            Assert.Equal((p > q, p < q), (p.CompareTo(q) > 0, p.CompareTo(q) < 0));
        });
    }
}
