using CsCheck;
using MicroReg.Domain.MicroDb;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class PartitionedDictionaryTests
{
    [Fact]
    public void A_table_equals_a_dictionary_after_any_changes() =>
        Gen.Select(Gen.Int[0, 300], Gen.Bool).Array[0, 1000].ForAll(steps =>
        {
            var (parts, model) = (new PartitionedDictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>());
            foreach (var (number, isRemoval) in steps)
            {
                var (key, value) = ($"key-{number}", $"value-{model.Count}");
                if (isRemoval)
                {
                    parts.Remove(key);
                    model.Remove(key);
                }
                else
                {
                    parts.Set(key, value);
                    model[key] = value;
                }

                Assert.Equal(model.GetValueOrDefault(key), parts.Find(key));
                Assert.Equal(model.Count == 0, parts.IsEmpty);
            }

            Assert.Equal(model.OrderBy(entry => entry.Key, StringComparer.Ordinal),
                parts.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        }, cases: 200);

    [Fact]
    public void Keys_that_the_comparer_calls_equal_share_an_entry()
    {
        var parts = new PartitionedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        parts.Set("Key", "first");
        parts.Set("kEY", "second");
        Assert.Equal("second", parts.Find("key"));
        Assert.Single(parts.Entries);
    }
}
