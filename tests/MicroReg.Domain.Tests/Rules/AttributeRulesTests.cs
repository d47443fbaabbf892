using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Rules;

public sealed class AttributeRulesTests
{
    private static readonly HealthCheck Http = new(HealthCheckKind.Http);

    [Fact]
    public void Attributes_at_their_limits_are_accepted()
    {
        Assert.All(
            (InstanceAttributes[])
            [
                InstanceAttributes.Default,
                With(Pairs(64)), With(Metadata.From([new("k", new string('v', 4095))])), With(Metadata.From([new("k", "line\r\n\ttab")])),
                new() { Tags = [.. Enumerable.Repeat("t", 64)] }, new() { Tags = [new('t', 255)] }, new() { Zone = "eu 1" },
                new() { Weight = 0 }, new() { Weight = 1000 }, new() { TtlSeconds = 1 }, new() { TtlSeconds = 86_400 },
                new() { DeregisterAfterSeconds = 1 }, new() { DeregisterAfterSeconds = 2_592_000 },
                With(Http), With(new HealthCheck(HealthCheckKind.None)), With(Http with { IntervalSeconds = 3600, TimeoutSeconds = 60 }),
                With(Http with { Path = "/health?full=1&x=~" }), With(Http with { ExpectedStatusFrom = 599, ExpectedStatusTo = 599 }),
                With(Http with { HostHeader = "example.com" }), With(Http with { HostHeader = "example.com:8080" }),
                With(Http with { HostHeader = "[::1]" }), With(Http with { HostHeader = "[::1]:8080" }),
                    With(Http with { FailuresBeforeFailing = 100 }),
            ],
            attributes => Assert.Null(AttributeRules.Check(attributes)));
    }

    [Fact]
    public void Too_much_metadata_is_refused()
    {
        AssertFault("metadata", With(Pairs(65)));
        AssertFault("metadata", With(Metadata.From([new("k", new string('v', 4096))])));
        AssertFault("metadata", With(Metadata.From([new("k", new string('€', 1366))])));
    }

    [Fact]
    public void Metadata_that_xml_cannot_carry_is_refused() => Assert.All(
        (Metadata[])[Pair("", "v"), Pair("k\u0001", "v"), Pair("k", "\0"), Pair("k", "\ud83d"), Pair("k", "\uffff"), Pair("k\ufffe", "v")],
        metadata => AssertFault("metadata", With(metadata)));

    [Fact]
    public void Invalid_tags_and_zones_are_refused()
    {
        foreach (var label in (string[])["", new('t', 256), "a\tb", "\ud83d", "\uffff"])
        {
            AssertFault("tags", new() { Tags = ["good", label] });
            AssertFault("zone", new() { Zone = label });
        }

        AssertFault("tags", new() { Tags = [.. Enumerable.Repeat("t", 65)] });
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        AssertFault("weight", new() { Weight = -1 });
        AssertFault("weight", new() { Weight = 1001 });
        AssertFault("ttl", new() { TtlSeconds = 0 });
        AssertFault("ttl", new() { TtlSeconds = 86_401 });
        AssertFault("deregister_after", new() { DeregisterAfterSeconds = 0 });
        AssertFault("deregister_after", new() { DeregisterAfterSeconds = 2_592_001 });
    }

    [Fact]
    public void Checks_out_of_range_are_refused()
    {
        AssertFault("check.interval", With(Http with { IntervalSeconds = 0 }));
        AssertFault("check.interval", With(Http with { IntervalSeconds = 3601 }));
        AssertFault("check.timeout", With(Http with { TimeoutSeconds = 0 }));
        AssertFault("check.timeout", With(Http with { IntervalSeconds = 5, TimeoutSeconds = 6 }));
        AssertFault("check.timeout", With(Http with { IntervalSeconds = 100, TimeoutSeconds = 61 }));
        AssertFault("check.failures", With(Http with { FailuresBeforeFailing = 0 }));
        AssertFault("check.failures", With(Http with { FailuresBeforeFailing = 101 }));
        AssertFault("check.successes", With(Http with { SuccessesBeforePassing = 0 }));
        AssertFault("check.successes", With(Http with { SuccessesBeforePassing = 101 }));
        AssertFault("check.expected_status_from", With(Http with { ExpectedStatusFrom = 99 }));
        AssertFault("check.expected_status_to", With(Http with { ExpectedStatusFrom = 300, ExpectedStatusTo = 299 }));
        AssertFault("check.expected_status_to", With(Http with { ExpectedStatusTo = 600 }));
    }

    [Fact]
    public void Paths_and_host_headers_that_could_break_a_request_are_refused()
    {
        foreach (var path in (string[])["", "health", "/a b", "/a\r\nX: y", "/ä", "/\u007f", "/" + new string('a', 1024)])
            AssertFault("check.path", With(Http with { Path = path }));
        foreach (var header in (
            string[])["", "a b", "a:", "a:0", "a:65536", "a:80:80", "a:+80", "a:80\r\nX: y", "a:80 ", "http://a", "[::1]:", "[::1]x",
            "[::1]:x"])
            AssertFault("check.host_header", With(Http with { HostHeader = header }));
    }

    private static Metadata Pairs(int count) => Metadata.From(Enumerable.Range(0, count).Select(n => KeyValuePair.Create($"k{n}", "v")));

    private static Metadata Pair(string key, string value) => Metadata.From([new(key, value)]);

    private static InstanceAttributes With(Metadata metadata) => new() { Metadata = metadata };

    private static InstanceAttributes With(HealthCheck check) => new() { Check = check };

    private static void AssertFault(string parameter, InstanceAttributes attributes) =>
        Assert.StartsWith(parameter + ": ", AttributeRules.Check(attributes)?.Message ?? "no fault", StringComparison.Ordinal);
}
