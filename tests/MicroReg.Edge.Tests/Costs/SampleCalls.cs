using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Costs;

/// <summary>An instance of about 260 bytes, as the benchmarks register it.</summary>
internal static class SampleCalls
{
    public const string Register =
        "<?xml version=\"1.0\"?><methodCall><methodName>register</methodName><params>"
        + "<param><value><string>stored-service-000001</string></value></param>"
        + "<param><value><string>127.0.0.1</string></value></param>"
        + "<param><value><int>20001</int></value></param>"
        + "<param><value><int>1</int></value></param>"
        + "<param><value><struct>"
        + "<member><name>ttl</name><value><int>86400</int></value></member>"
        + "<member><name>metadata</name><value><struct>"
        + "<member><name>version</name><value><string>2.14.3</string></value></member>"
        + "<member><name>instance</name><value><string>i-000000000001</string></value></member>"
        + "<member><name>protocol</name><value><string>http/1.1</string></value></member>"
        + "<member><name>path</name><value><string>/api/v2/orders</string></value></member></struct></value></member>"
        + "<member><name>tags</name><value><array><data><value><string>blue</string></value><value><string>public</string>"
        + "</value></data></array></value></member>"
        + "<member><name>zone</name><value><string>zone-1</string></value></member>"
        + "<member><name>weight</name><value><int>10</int></value></member></struct></value></param></params></methodCall>";

    public const string Lookup =
        "<methodCall><methodName>get_service_details</methodName><params>"
        + "<param><value><string>stored-service-000001</string></value></param></params></methodCall>";

    public const string Heartbeat =
        "<methodCall><methodName>heartbeat</methodName><params>"
        + "<param><value><string>stored-service-000001</string></value></param>"
        + "<param><value><string>127.0.0.1</string></value></param>"
        + "<param><value><int>20001</int></value></param></params></methodCall>";

    public static InstanceAttributes Attributes { get; } = new()
    {
        TtlSeconds = 86_400,
        Metadata = Metadata.From(
        [
            new("version", "2.14.3"), new("instance", "i-000000000001"), new("protocol", "http/1.1"), new("path", "/api/v2/orders"),
        ]),
        Tags = ["blue", "public"],
        Zone = "zone-1",
        Weight = 10,
    };
}
