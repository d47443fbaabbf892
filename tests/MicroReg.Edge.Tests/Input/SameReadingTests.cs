using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Input;

/// <summary>
/// The same said by XML-RPC and as JSON: equal results and equal faults. Each input is sent as a struct in a call and as an object in a
/// body.
/// </summary>
public sealed class SameReadingTests
{
    private static readonly string[] Members = ["name", "host", "port", "status", "options"];

    /// <summary>What <c>options</c> of a registration may be, right and wrong.</summary>
    public static TheoryData<string> Options =>
    [
        """{}""",
        """{"ttl":30,"zone":"a","weight":3,"deregister_after":60,"ack":"all","strict":true}""",
        """{"ttl":"30","weight":3.0,"strict":0}""",
        """{"metadata":{"version":"2.1","major":2,"ratio":0.5,"public":true,"größe":"服务"},"tags":["blue","früh"]}""",
        """{"metadata":[],"tags":{}}""",
        """{"check":"http"}""",
        """{"check":{"kind":"HTTP","interval":7,"timeout":1,"failures":4,"successes":2}}""",
        """{"check":{"kind":"http","path":"/up","expected_status":"200-204","host_header":"x"}}""",
        """{"check":{"type":"tcp","expected_status":204}}""",
        """{"ttl":null,"check":null,"tags":null}""",
        """{"tll":1}""",
        """{"ttl":"soon"}""",
        """{"ttl":1.5}""",
        """{"weight":true}""",
        """{"zone":5}""",
        """{"tags":"blue"}""",
        """{"tags":[5]}""",
        """{"tags":{"a":1}}""",
        """{"metadata":"a=b"}""",
        """{"metadata":{"list":[]}}""",
        """{"ack":"most"}""",
        """{"strict":2}""",
        """{"check":"ping"}""",
        """{"check":5}""",
        """{"check":{"kimd":"tcp"}}""",
        """{"check":{"interval":5}}""",
        """{"check":{"kind":1}}""",
        """{"check":{"kind":"tcp","interval":"x"}}""",
        """{"check":{"kind":"http","expected_status":"2xx"}}""",
        """{"check":{"kind":"http","expected_status":true}}""",
        """{"ttl":"soon","check":"ping"}""",
        """[1]""",
        """5""",
    ];

    /// <summary>Filters of events, right and wrong.</summary>
    public static TheoryData<string> Filters =>
    [
        """{}""",
        """{"services":["a","b"],"prefix":"p","tag":"t","zone":"z"}""",
        """{"services":"a","tag":""}""",
        """{"services":[]}""",
        """{"services":5}""",
        """{"services":["a",5]}""",
        """{"tag":5}""",
        """{"service":"x"}""",
    ];

    public static TheoryData<string> Statuses => ["1", "\"1\"", "-1", "\"Draining\"", "2.0", "null", "7", "\"up\"", "true", "[]"];

    [Theory]
    [MemberData(nameof(Options))]
    public void A_registration_is_read_alike(string options) => AssertAlike(
        $$"""{"options":{{options}}}""",
        arguments =>
        {
            var read = RegistrationInput.Read(arguments, 4, ServiceStatus.Running);
            return (read.Attributes, read.Write);
        });

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_status_is_read_alike(string status) => AssertAlike(
        $$"""{"status":{{status}}}""", arguments => arguments.OptionalStatus(3, "status"));

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_is_read_alike(string filter) => AssertAlike(
        $$"""{"options":{{filter}}}""",
        arguments =>
        {
            var read = EventFilterInput.Read(arguments, 4);
            return (read with { Services = [] }, string.Join(",", read.Services.Order(StringComparer.Ordinal)));
        });

    [Fact]
    public void A_body_that_is_no_object_is_refused()
    {
        Assert.StartsWith(
            "register: the body is no JSON: ", CallArguments.OfJson("register", "{"u8, "name").Fault?.Message, StringComparison.Ordinal);
        Assert.Equal("register: the body must be a struct, not 5.", CallArguments.OfJson("register", "5"u8, "name").Fault?.Message);
        Assert.Equal(
            "register: the body has no member 'nane'; it may have name, host.",
            CallArguments.OfJson("register", """{"nane":"x"}"""u8, "name", "host").Fault?.Message);
    }

    [Fact]
    public void Members_of_a_body_are_named_as_they_are_within_it()
    {
        var body = CallArguments.OfJson("register", """{"check":{"kind":"ping"}}"""u8, "ttl", "check");
        CheckInput.Read(body, 1, "check");
        Assert.Equal(FaultKind.Invalid, body.Fault?.Kind);
        Assert.Equal("register: the parameter check.kind must be tcp, http or none, not \"ping\".", body.Fault?.Message);
    }

    private static void AssertAlike<T>(string json, Func<CallArguments, T> read)
    {
        var body = CallArguments.OfJson("m", Encoding.UTF8.GetBytes(json), Members);
        var call = new CallArguments("m", SentAsXml(json));
        var (fromBody, fromCall) = (read(body), read(call));
        Assert.Equal(call.Fault, body.Fault);
        if (call.Fault is null)
            Assert.Equal(fromCall, fromBody);
    }

    /// <summary>The members as the parameters of a call, written as XML and read again, as they come from a client.</summary>
    private static XmlRpcValue[] SentAsXml(string json)
    {
        var members = JsonNode.Parse(json)!.AsObject();
        var document = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(document, new XmlRpcCall("m", [.. Members.Select(name => Value(members[name]))]));
        Assert.True(XmlRpcReader.TryReadCall(document.WrittenSpan, null, XmlRpcLimits.Default, out var call, out _));
        return [.. call.Parameters];
    }

    private static XmlRpcValue Value(JsonNode? node) => node switch
    {
        null => XmlRpcValue.Nil,
        JsonArray array => XmlRpcValue.Of([.. array.Select(Value)]),
        JsonObject members => RpcJson.Struct([.. members.Select(member => (member.Key, (object?)Value(member.Value)))]),
        _ when node.AsValue().TryGetValue<string>(out var text) => XmlRpcValue.Of(text),
        _ when node.AsValue().TryGetValue<bool>(out var truth) => XmlRpcValue.Of(truth),
        _ when node.AsValue().TryGetValue<long>(out var whole) => XmlRpcValue.Of(whole),
        _ => XmlRpcValue.Of(node.GetValue<double>()),
    };
}
