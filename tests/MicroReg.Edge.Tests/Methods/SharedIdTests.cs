using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Tests.Methods;

/// <summary>Two nodes may give one id to two instances before they hear of each other.</summary>
public sealed class SharedIdTests
{
    private static readonly InstanceIds Narrow = new(bits: 4);

    [Fact]
    public async Task Both_of_two_instances_with_one_id_are_shown()
    {
        await using var server = await EdgeServer.StartAsync();
        var first = server.Registry.Add("zebra");
        server.Registry.Time.Advance(TimeSpan.FromSeconds(1));
        server.Registry.Add("ant");
        server.Registry.SetId("ant", "127.0.0.1", 8080, first);
        var details = JsonNode.Parse((string)(await server.CallAsync("get_all_service_details"))!)!.AsObject();
        var next = new InstanceIds().Choose(new InstanceKey("ant", "127.0.0.1", 8080), id => id != first);
        Assert.Equal(("zebra", "ant"), ((string?)details[$"{first}"]!["name"], (string?)details[$"{next}"]!["name"]));
        Assert.All(details, one => Assert.Equal(one.Key, one.Value!["id"]!.ToJsonString()));
    }

    [Fact]
    public void The_instance_registered_first_keeps_the_id_and_the_others_get_the_next_ids_of_their_own_sequences()
    {
        var keys = Enumerable.Range(1, 200)
            .Select(port => new InstanceKey("orders", "h", port))
            .Where(key => First(key) == 5)
            .Take(3)
            .ToArray();
        var shown = Shown([Record(keys[0], 5, 30), Record(keys[1], 5, 10), Record(keys[2], 5, 20)]);
        var second = Narrow.Choose(keys[2], id => id != 5);
        var third = Narrow.Choose(keys[0], id => id != 5 && id != second);
        Assert.Equal([keys[1].Port, keys[2].Port, keys[0].Port], ((int[])[5, second, third]).Select(id => shown[id]));
    }

    [Fact]
    public void However_many_share_their_ids_all_are_shown_and_those_alone_with_theirs_keep_it() =>
        Gen.Select(Gen.Int[1, 15], Gen.Int[1, 15], Gen.Int[0, 3]).Array[0, 15].ForAll(drawn =>
        {
            var records = drawn.Select((one, index) => Record(new InstanceKey($"s{one.Item1}", "h", index + 1), one.Item2, one.Item3))
                .ToImmutableArray();
            var shown = Shown(records);
            Assert.Equal(records.Select(record => record.Key.Port).Order(), shown.Values.Order());
            foreach (var sharing in records.GroupBy(record => record.Registration!.Id))
                Assert.Contains(shown[sharing.Key], sharing.Select(record => record.Key.Port));
        }, cases: 500);

    [Fact]
    public void Nothing_is_kept_of_instances_with_ids_of_their_own() =>
        Assert.Null(DistinctIds.Of([.. Enumerable.Range(1, 15).Select(id => Record(new InstanceKey("s", "h", id), id, 0))], Narrow));

    private static int First(InstanceKey key) => Narrow.Choose(key, _ => true);

    private static ServiceRecord Record(InstanceKey key, int id, long registered)
    {
        var stamp = new Stamp(new HybridTime(registered), new OriginId(1));
        return new() { Key = key, Head = new Registration(stamp, new Position(new OriginId(1), 1), id, stamp, InstanceAttributes.Default) };
    }

    /// <summary>Id → port in the text, which is read strictly: a name that comes twice fails. Both passes must give the same.</summary>
    private static Dictionary<int, int> Shown(ImmutableArray<ServiceRecord> records)
    {
        var source = new AllDetailsText(records, Narrow);
        var text = TextOf(source);
        Assert.Equal(text, TextOf(source));
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.EnumerateObject()
            .ToDictionary(one => one.Value.GetProperty("id").GetInt32(), one => one.Value.GetProperty("port").GetInt32());
    }

    private static string TextOf(AllDetailsText source)
    {
        var output = new ArrayBufferWriter<byte>();
        using var pass = source.Begin();
        while (pass.WriteNext(output))
        {
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
