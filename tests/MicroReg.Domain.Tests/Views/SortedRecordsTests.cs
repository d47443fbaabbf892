using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Tests.Views;

public sealed class SortedRecordsTests
{
    private static readonly Gen<(bool IsAdd, Endpoint Endpoint)[]> Steps =
        Gen.Select(Gen.Bool,
            Gen.Select(Gen.String[Gen.Char['a', 'c'], 1, 2], Gen.Int[1, 120], (host, port) => new Endpoint(host, port))).Array[0, 600];

    [Fact]
    public void Sorted_records_equal_a_sorted_dictionary_after_any_changes() =>
        Steps.ForAll(
            steps =>
            {
                var model = new SortedDictionary<Endpoint, ServiceRecord>();
                var records = default(SortedRecords);
                foreach (var (isAdd, endpoint) in steps)
                {
                    var record = new ServiceRecord { Key = new InstanceKey("orders", endpoint.Host, endpoint.Port) };
                    records = isAdd ? records.With(record) : records.Without(endpoint);
                    if (isAdd)
                        model[endpoint] = record;
                    else
                        model.Remove(endpoint);
                }

                return records.Count == model.Count
                    && records.Zip(model.Values).All(pair => ReferenceEquals(pair.First, pair.Second))
                    && model.All(entry => ReferenceEquals(records.Find(entry.Key), entry.Value))
                    && records.Find(new Endpoint("zz", 1)) is null;
            },
            cases: 2_000);

    [Fact]
    public void The_records_behind_an_endpoint_are_those_that_a_sorted_list_has_behind_it() =>
        Steps.ForAll(
            steps =>
            {
                var records = default(SortedRecords);
                foreach (var (_, endpoint) in steps)
                    records = records.With(new ServiceRecord { Key = new InstanceKey("orders", endpoint.Host, endpoint.Port) });
                Endpoint[] asked = [.. steps.Select(step => step.Endpoint).Take(20), new("", 1), new("b", 60), new("zz", 1)];
                return asked.All(endpoint =>
                    records.Where(record => record.Key.Endpoint.CompareTo(endpoint) > 0).SequenceEqual(records.After(endpoint)));
            },
            cases: 500);

    [Fact]
    public void A_change_leaves_the_original_records_unchanged()
    {
        var before = default(SortedRecords);
        for (var port = 1; port <= 200; port++)
            before = before.With(new ServiceRecord { Key = new InstanceKey("orders", "a", port) });
        var existing = before.ToArray();

        _ = before.Without(new Endpoint("a", 100)).With(new ServiceRecord { Key = new InstanceKey("orders", "a", 50) });

        Assert.Equal(200, before.Count);
        Assert.True(existing.Zip(before).All(pair => ReferenceEquals(pair.First, pair.Second)));
    }
}
