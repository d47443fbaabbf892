using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>A check as a struct, in the form in which <c>register</c> takes it.</summary>
internal static class CheckStruct
{
    public static XmlRpcValue Of(HealthCheck check)
    {
        var members = new XmlRpcStruct(8)
        {
            { "kind", CheckWords.Of(check.Kind) },
            { "interval", check.IntervalSeconds },
            { "timeout", check.TimeoutSeconds },
            { "failures", check.FailuresBeforeFailing },
            { "successes", check.SuccessesBeforePassing },
        };
        if (check.Kind == HealthCheckKind.Http)
        {
            members.Add("path", check.Path);
            members.Add("expected_status", CheckWords.ExpectedStatus(check));
            if (check.HostHeader is { } header)
                members.Add("host_header", header);
        }

        return XmlRpcValue.Of(members);
    }
}

/// <summary>The words of checks.</summary>
internal static class CheckWords
{
    public static string Of(HealthCheckKind kind) => kind switch
    {
        HealthCheckKind.Tcp => "tcp",
        HealthCheckKind.Http => "http",
        _ => "none",
    };

    public static string ExpectedStatus(HealthCheck check) =>
        string.Create(CultureInfo.InvariantCulture, $"{check.ExpectedStatusFrom}-{check.ExpectedStatusTo}");
}
