using System.Text.Json;
using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

public sealed class RecordJsonContextTests
{
    private const string Stamp = "1.0@00000000000000a1";

    [Fact]
    public void A_record_is_read_as_it_was_written() =>
        Gen.Select(PartGens.Parts, AttributeGens.Attributes).ForAll((parts, attributes) =>
        {
            var record = PartGens.Join(
                parts.Select(part => part is Registration registration ? registration with { Attributes = attributes } : part));
            var read = Read(JsonSerializer.Serialize(record, RecordJsonContext.Default.ServiceRecord));
            Assert.Equal(record, read);
            Assert.Equal(record.GetHashCode(), read.GetHashCode());
        }, cases: 5000);

    [Fact]
    public void Weight_zero_and_status_stopped_are_written()
    {
        var stopped = new InstanceAttributes { Status = ServiceStatus.Stopped, Weight = 0 };
        Assert.Equal(stopped, Living(JsonSerializer.Serialize(Sample(stopped), RecordJsonContext.Default.ServiceRecord)).Attributes);
    }

    [Fact]
    public void The_json_form_is_frozen() => Assert.Equal(
        """{"key":{"name":"orders","host":"10.0.0.7","port":8080},"head":{"part":"registration","id":5"""
            + ""","first_registered":"1.0@00000000000000a1","attributes":{"status":"Running","metadata":{"a":"b"},"tags":["x"]"""
            + ""","weight":1},"stamp":"1.0@00000000000000a1","position":"00000000000000a1:1"},"pending":[]}""",
        JsonSerializer.Serialize(
            Sample(new() { Metadata = Metadata.From([new("a", "b")]), Tags = ["x"] }), RecordJsonContext.Default.ServiceRecord));

    [Fact]
    public void The_json_form_of_a_subscription_is_frozen()
    {
        var terms = new SubscriptionTerms { Url = "http://127.0.0.1:9/", Services = ["a"], Prefix = "o", Zone = "z", TtlSeconds = 60 };
        var stamp = new Domain.Versions.Stamp(new(1 << 16), new(0xa1));
        var record = new ServiceRecord
        {
            Key = InstanceKey.OfSubscription("5f"),
            Head = new Subscription(stamp, stamp, new(new(0xa1), 1), terms, 1000, "c"),
        };
        Assert.Equal(
            """{"key":{"name":"5f","host":"","port":0}"""
                + ""","head":{"part":"subscription","begun":"1.0@00000000000000a1","terms":{"url":"http://127.0.0.1:9/","services":["a"]"""
                + ""","prefix":"o","zone":"z","ttl_seconds":60},"renewed_at":1000"""
                + ""","cursor":"c","stamp":"1.0@00000000000000a1","position":"00000000000000a1:1"},"pending":[]}""",
            JsonSerializer.Serialize(record, RecordJsonContext.Default.ServiceRecord));
    }

    [Fact]
    public void Fields_that_an_older_program_did_not_write_have_their_defaults()
    {
        Assert.Equal(new() { Key = PartGens.Key }, Read("""{"key":{"name":"orders","host":"10.0.0.7","port":8080}}"""));
        Assert.Equal(InstanceAttributes.Default, Living(
            """{"key":{"name":"orders","host":"10.0.0.7","port":8080}"""
                + $$$$""","head":{"part":"registration","stamp":"{{{{Stamp}}}}","position":"00000000000000a1:1","id":5"""
                + $$$$""","first_registered":"{{{{Stamp}}}}","attributes":{}}}""").Attributes);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"head":{"stamp":"1.0@00000000000000a1"}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"reported":{"stamp":"x"}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"reported":{"stamp":7}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"reported":{"position":"x"}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"head":{"part":"registration","attributes":{"metadata":[]}}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"head":{"part":"registration","attributes":{"metadata":{"a":1}}}}""")]
    [InlineData("""{"key":{"name":"a","host":"b","port":1},"head":{"part":"registration","attributes":{"metadata":{"a":null}}}}""")]
    public void A_document_that_is_not_a_record_is_refused(string json) =>
        Assert.True(Record.Exception(() => Read(json)) is JsonException or NotSupportedException);

    private static ServiceRecord Sample(InstanceAttributes attributes) => new()
    {
        Key = PartGens.Key,
        Head = new Registration(new(new(1 << 16), new(0xa1)), new(new(0xa1), 1), 5, new(new(1 << 16), new(0xa1)), attributes),
    };

    private static ServiceRecord Read(string json) => JsonSerializer.Deserialize(json, RecordJsonContext.Default.ServiceRecord)!;

    private static Registration Living(string json) => Read(json).Registration!;
}
