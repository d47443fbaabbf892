using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Tests.Views;

public sealed class RegistryViewTests
{
    private static readonly string[] Names = ["a", "ab", "abc", "b", "B", "ä", "Z", "ab ", "😀"];

    private static readonly Gen<(int Name, int Port, bool Living)[]> Steps =
        Gen.Select(Gen.Int[0, 8], Gen.Int[1, 4], Gen.Bool, (name, port, living) => (name, port, living)).Array[0, 60];

    [Fact]
    public void A_view_shows_the_records_applied_to_it() =>
        Steps.ForAll(steps =>
        {
            var (view, model) = Replay(steps);
            Assert.Equal(model.Count, view.InstanceCount);
            var names = model.Keys.Select(key => key.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(names, view.ServiceNames);
            Assert.Equal(names.Length, view.ServiceCount);
            var sorted = model.Values.OrderBy(record => record.Key.Name, StringComparer.Ordinal).ThenBy(record => record.Key.Endpoint)
                .ToArray();
            Assert.Equal(sorted, view.AllInstances());
            foreach (var name in Names)
            {
                var instances = sorted.Where(record => record.Key.Name == name).ToArray();
                var found = view.Find(name);
                Assert.Equal(instances, found?.Instances ?? []);
                Assert.Equal(instances.Length, found?.Count ?? 0);
                Assert.All(instances, record => Assert.Same(record, found!.At(record.Key.Endpoint)));
                Assert.Null(found?.At(new("other", 1)));
            }
        }, cases: 1000);

    [Fact]
    public void Pages_list_every_service_of_a_prefix_once_and_in_order() =>
        Gen.Select(Steps, Gen.OneOf(Gen.Const(""), Gen.Const("a"), Gen.Const("ab"), Gen.Const("x"), Gen.Const("😀")), Gen.Int[1, 3],
            Gen.Bool).ForAll((steps, prefix, limit, filtered) =>
        {
            var (view, model) = Replay(steps);
            var wanted = filtered ? new InstanceFilter(Tag: "p2") : null;
            var listed = new List<string>();
            var filter = new ServiceFilter(prefix, wanted, Limit: limit);
            while (view.List(filter).Select(service => service.Name).ToArray() is { Length: > 0 } page)
            {
                Assert.InRange(page.Length, 1, limit);
                listed.AddRange(page);
                filter = filter with { After = page[^1] };
            }

            var expected = model.Values.Where(
                record => record.Key.Name.StartsWith(prefix, StringComparison.Ordinal) && (wanted?.Matches(record) ?? true));
            Assert.Equal(expected.Select(record => record.Key.Name).Distinct().Order(StringComparer.Ordinal), listed);
        }, cases: 2000);

    [Fact]
    public void A_page_continues_after_a_removed_name()
    {
        var (view, _) = Replay([(0, 1, true), (2, 1, true), (3, 1, true)]);
        Assert.Equal(["abc", "b"], view.List(new(After: "ab")).Select(service => service.Name));
        Assert.Equal(["abc"], view.List(new(Prefix: "ab", After: "a")).Select(service => service.Name));
        Assert.Empty(view.List(new(Prefix: "a", After: "b")));
    }

    [Fact]
    public void Filters_select_by_status_tag_and_zone()
    {
        var record = Instances.Living("s", 1, status: ServiceStatus.Stopped, zone: "eu");
        Assert.True(InstanceFilter.All.Matches(record) && new InstanceFilter("p1", "eu", ServiceStatus.Stopped).Matches(record));
        Assert.False(new InstanceFilter(Tag: "p2").Matches(record) || new InstanceFilter(Zone: "us").Matches(record));
        Assert.False(new InstanceFilter(Status: ServiceStatus.Running).Matches(record));
    }

    private static (RegistryView View, Dictionary<InstanceKey, ServiceRecord> Model) Replay((int Name, int Port, bool Living)[] steps)
    {
        var (view, model, existing) = (
            new RegistryView(), new Dictionary<InstanceKey, ServiceRecord>(), new Dictionary<InstanceKey, ServiceRecord>());
        foreach (var (name, port, living) in steps)
        {
            var after = living ? Instances.Living(Names[name], port) : Instances.Ended(Names[name], port);
            view.Apply(existing.GetValueOrDefault(after.Key), after);
            existing[after.Key] = after;
            if (living)
                model[after.Key] = after;
            else
                model.Remove(after.Key);
        }

        return (view, model);
    }
}
