using System.Text.Json;
using MicroReg.Chaos.Subscribers;
using MicroReg.XmlRpc;

namespace MicroReg.Cluster.Tests.Subscribers;

/// <summary>One instance, as every way shows it, is one and the same.</summary>
public sealed class EventReaderTests
{
    private const string Document = """
        {"key":{"name":"orders","host":"127.0.0.1","port":5001},
         "head":{"part":"registration","stamp":"1795500000123.1@00000000000000a1","position":"00000000000000a1:1","id":7,
           "first_registered":"1795500000123.0@00000000000000a1",
           "attributes":{"status":"Running","metadata":{"number":"3","a":"b"},"tags":["odd","a"],"zone":"zone-1","weight":2}},
         "reported":{"part":"reported","of":"1795500000123.1@00000000000000a1","stamp":"1795500000124.0@00000000000000a1",
           "position":"00000000000000a1:2","status":"Draining"},
         "health":{"part":"health","of":"1795500000123.1@00000000000000a1","stamp":"1795500000125.0@00000000000000a1",
           "position":"00000000000000a1:3","health":"Failing"}}
        """;

    private const string EventText = """
        {"kind":"status_changed","service":"orders",
         "instance":{"id":7,"host":"127.0.0.1","port":5001,"status":"error","reported":"draining","health":"failing",
           "metadata":{"a":"b","number":"3"},
           "tags":["a","odd"],"zone":"zone-1","weight":2,"registered_at":"2026-11-24T06:00:00.123Z"},
         "previous_status":null,"status":"error","version":"5.6.7","at":"2026-11-24T06:00:00.125Z","node":"node-1"}
        """;

    [Fact]
    public void An_event_shows_what_the_document_of_the_database_shows()
    {
        var received = EventReader.ReadEvent(Parse(EventText));

        Assert.Equal(InstanceReader.OfDocument(Parse(Document)), received.Instance);
        Assert.Equal(("orders@127.0.0.1:5001", "5.6.7", "node-1"), (received.Key, received.Version, received.Node));
    }

    [Fact]
    public void An_event_in_a_page_of_xml_rpc_is_the_same()
    {
        var instance = new XmlRpcStruct
        {
            { "id", 7 }, { "host", "127.0.0.1" }, { "port", 5001 }, { "status", -1 }, { "reported", 3 }, { "health", "failing" },
            { "metadata", XmlRpcValue.Of(new XmlRpcStruct { { "number", "3" }, { "a", "b" } }) },
            { "tags", XmlRpcValue.Of([XmlRpcValue.Of("odd"), XmlRpcValue.Of("a")]) },
            { "zone", "zone-1" }, { "weight", 2 }, { "registered_at", "2026-11-24T06:00:00.123Z" },
        };
        var received = XmlRpcValue.Of(new XmlRpcStruct
        {
            { "kind", "status_changed" }, { "service", "orders" }, { "instance", XmlRpcValue.Of(instance) },
            { "status", -1 }, { "version", "5.6.7" },
            { "at", "2026-11-24T06:00:00.125Z" }, { "node", "node-1" },
        });

        var page = EventReader.ReadPage(XmlRpcValue.Of(
            new XmlRpcStruct { { "cursor", "c" }, { "reset", true }, { "more", false }, { "events", XmlRpcValue.Of([received]) } }));

        Assert.Equal(EventReader.ReadEvent(Parse(EventText)), Assert.Single(page.Events));
        Assert.Equal((true, false, "c"), (page.Reset, page.More, page.Cursor));
    }

    [Fact]
    public void Of_an_instance_that_is_gone_the_key_is_enough() =>
        Assert.Equal(
            new ReceivedEvent("orders@127.0.0.1:5001", "5~6", "node-2", null) { At = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero) },
            EventReader.ReadEvent(Parse("""{"kind":"unregistered","service":"orders","instance":{"host":"127.0.0.1","port":5001}"""
                + ""","previous_status":null,"status":null,"version":"5~6","at":"2026-11-24T06:00:00Z","node":"node-2"}""")));

    [Theory]
    [InlineData("\"kind\":\"status_changed\"", "\"kind\":\"unregistered\"")]
    [InlineData("\"kind\":\"status_changed\"", "\"kind\":\"moved\"")]
    [InlineData("\"status\":\"error\",\"version\"", "\"status\":null,\"version\"")]
    [InlineData("\"status\":\"error\",\"version\"", "\"status\":\"running\",\"version\"")]
    [InlineData("\"version\":\"5.6.7\"", "\"version\":\"\"")]
    public void An_event_that_contradicts_itself_is_refused(string part, string wrong) =>
        Assert.Throws<InvalidDataException>(() => EventReader.ReadEvent(Parse(EventText.Replace(part, wrong, StringComparison.Ordinal))));

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
