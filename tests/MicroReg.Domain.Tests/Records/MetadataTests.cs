using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

public sealed class MetadataTests
{
    [Fact]
    public void Metadata_is_a_map_ordered_by_key_and_equal_by_content() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 5]).Array[0, 30].ForAll(pairs =>
        {
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in pairs)
                model[$"k{key}"] = $"v{value}";
            var metadata = Metadata.From(pairs.Select(pair => KeyValuePair.Create($"k{pair.Item1}", $"v{pair.Item2}")));
            Assert.Equal(model, metadata);
            Assert.Equal(model.Count, metadata.Count);
            Assert.All(model, pair => Assert.Equal(pair.Value, metadata[pair.Key]));
            Assert.Null(metadata["absent"]);
            var again = Metadata.From(model.Reverse());
            Assert.True(again.Equals(metadata) && again.Equals((object)metadata) && again.GetHashCode() == metadata.GetHashCode());
            Assert.Equal(model.Count == 0, metadata.Equals(Metadata.Empty));
        });

    [Fact]
    public void The_size_counts_octets() => Assert.Equal(1 + 3, Metadata.From([new("a", "€")]).SizeInBytes);
}
