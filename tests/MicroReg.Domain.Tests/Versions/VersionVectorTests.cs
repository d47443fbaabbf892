using CsCheck;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Versions;

public sealed class VersionVectorTests
{
    private static readonly Gen<Position> Position =
        Gen.Select(Gen.ULong[1, 4], Gen.Long[1, 5], (origin, sequence) => new Position(new(origin), sequence));

    private static readonly Gen<VersionVector> Vector =
        Position.Array[0, 5]
            .Select(positions => positions.Aggregate(VersionVector.Empty, (vector, position) => vector.Including(position)));

    [Fact]
    public void Merge_is_commutative_associative_and_idempotent() =>
        Gen.Select(Vector, Vector, Vector).ForAll((a, b, c) =>
            a.Merge(b).Equals(b.Merge(a)) && a.Merge(b).Merge(c).Equals(a.Merge(b.Merge(c))) && a.Merge(a).Equals(a)
            && a.Merge(b).GetHashCode() == b.Merge(a).GetHashCode(), cases: 5000);

    [Fact]
    public void Merge_is_the_least_vector_that_covers_both() =>
        Gen.Select(Vector, Vector, Vector).ForAll((a, b, c) =>
        {
            var merged = a.Merge(b);
            Assert.True(merged.Covers(a) && merged.Covers(b));
            Assert.Equal(c.Covers(a) && c.Covers(b), c.Covers(merged));
            Assert.True(a.Merge(VersionVector.Empty).Equals(a) && a.Covers(VersionVector.Empty));
        }, cases: 5000);

    [Fact]
    public void Including_covers_the_position_and_never_goes_back() =>
        Gen.Select(Vector, Position).ForAll((vector, position) =>
        {
            var next = vector.Including(position);
            Assert.True(next.Covers(position) && next.Covers(vector));
            Assert.Equal(vector.Covers(position), next.Equals(vector));
            Assert.Equal(Math.Max(vector.SequenceOf(position.Origin), position.Sequence), next.SequenceOf(position.Origin));
        }, cases: 5000);

    [Fact]
    public void A_vector_is_read_as_it_was_written() =>
        Vector.ForAll(vector => VersionVector.TryParse(vector.ToString(), out var read) && read.Equals(vector)
            && read.Equals((object)vector));

    [Fact]
    public void The_empty_vector_is_the_empty_text()
    {
        Assert.Equal("", VersionVector.Empty.ToString());
        Assert.True(VersionVector.TryParse("", out var read) && read.IsEmpty);
        Assert.Equal("0000000000000001:2,0000000000000003:4", VersionVector.Empty.Including(new(new(3), 4)).Including(new(new(1), 2))
            .ToString());
    }

    [Theory]
    [InlineData(",")]
    [InlineData("0000000000000001:2,")]
    [InlineData(",0000000000000001:2")]
    [InlineData("0000000000000001:2 ")]
    [InlineData("0000000000000001")]
    [InlineData("0000000000000001:0")]
    [InlineData("0000000000000001:2,0000000000000001:3")]
    [InlineData("garbage")]
    public void Garbage_is_not_a_vector(string text) => Assert.False(VersionVector.TryParse(text, out _));

    [Fact]
    public void A_vector_is_made_of_its_entries_in_order() =>
        Vector.ForAll(vector => VersionVector.OfAscending([.. vector.Entries]).Equals(vector));

    [Theory]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 2, 0)]
    public void Entries_out_of_order_or_without_a_sequence_make_no_vector(ulong first, long one, ulong second, long other) =>
        Assert.Throws<ArgumentException>(() => VersionVector.OfAscending([new(new(first), one), new(new(second), other)]));
}
