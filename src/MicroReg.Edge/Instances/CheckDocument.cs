using System.Globalization;
using System.Text.Json.Serialization;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Instances;

/// <summary>A check, in the form in which <c>register</c> takes it. Members of http checks are missing for other kinds.</summary>
/// <param name="Kind">tcp, http or none.</param>
/// <param name="Interval">Seconds between two probes.</param>
/// <param name="Timeout">Seconds that one may take.</param>
/// <param name="Failures">Failed probes in a row until it is failing.</param>
/// <param name="Successes">Good ones in a row until it is passing again.</param>
/// <param name="Path">What is asked for by http.</param>
/// <param name="ExpectedStatus">The range of statuses that are good.</param>
/// <param name="HostHeader">The <c>Host</c> that is sent, if not that of the instance.</param>
internal sealed record CheckDocument(
    string Kind,
    int Interval,
    int Timeout,
    int Failures,
    int Successes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path,
    [property: JsonPropertyName("expected_status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExpectedStatus,
    [property: JsonPropertyName("host_header"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HostHeader)
{
    public static CheckDocument Of(HealthCheck check)
    {
        var isHttp = check.Kind == HealthCheckKind.Http;
        return new(
            NameOf(check.Kind),
            check.IntervalSeconds,
            check.TimeoutSeconds,
            check.FailuresBeforeFailing,
            check.SuccessesBeforePassing,
            isHttp ? check.Path : null,
            isHttp ? string.Create(CultureInfo.InvariantCulture, $"{check.ExpectedStatusFrom}-{check.ExpectedStatusTo}") : null,
            isHttp ? check.HostHeader : null);
    }

    private static string NameOf(HealthCheckKind kind) => kind switch
    {
        HealthCheckKind.Tcp => "tcp",
        HealthCheckKind.Http => "http",
        _ => "none",
    };
}
