using CsCheck;
using MicroReg.Domain.Events;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Events;

public sealed class EventCursorTests
{
    private static readonly Gen<VersionVector> Vectors = Gen.Select(Gen.ULong[1, ulong.MaxValue], Gen.Long[1, 1L << 40]).Array[0, 5].Select(
        entries => entries.Aggregate(
            VersionVector.Empty, (vector, entry) => vector.Including(new Position(new OriginId(entry.Item1), entry.Item2))));

    [Fact]
    public void A_cursor_is_parsed_from_its_own_text() =>
        Gen.Select(Vectors, Gen.Long[1, 1L << 46], Gen.Int[0, 2], Vectors, Gen.ULong).ForAll((vector, issued, kind, other, node) =>
        {
            var cursor = new EventCursor(
                vector,
                DateTimeOffset.FromUnixTimeMilliseconds(issued),
                kind == 1 ? new SnapshotInProgress(new OriginId(node), other) : null,
                kind == 2 ? other : null);
            Assert.DoesNotContain(cursor.ToString(), char.IsWhiteSpace);
            Assert.True(EventCursor.TryParse(cursor.ToString(), out var read));
            Assert.Equal(cursor, read);
        });

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_empty_text_is_the_cursor_of_the_beginning(string? text)
    {
        Assert.True(EventCursor.TryParse(text, out var cursor));
        Assert.True(cursor.IsEmpty);
        Assert.Equal("", cursor.ToString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData(";")]
    [InlineData("0;")]
    [InlineData("-1;")]
    [InlineData("1;2")]
    [InlineData("1;;x")]
    [InlineData("1;;00000000000000a1")]
    [InlineData("1;00000000000000a1:0")]
    [InlineData("99999999999999999;")]
    [InlineData("1;\0")]
    public void A_text_that_no_node_wrote_is_not_a_cursor(string text) => Assert.False(EventCursor.TryParse(text, out _));
}
