namespace MicroReg.Domain.Records;

/// <summary>How the registry finds out whether an instance is well.</summary>
public enum HealthCheckKind
{
    /// <summary>No check: only what the service reports counts.</summary>
    None = 0,

    /// <summary>A TCP connection to the endpoint must succeed.</summary>
    Tcp = 1,

    /// <summary>An HTTP GET must be answered with the expected status.</summary>
    Http = 2,
}

/// <summary>The check that an instance asks for at registration.</summary>
/// <param name="Kind">The kind of probe.</param>
/// <param name="IntervalSeconds">Seconds between two probes; 1 to 3,600.</param>
/// <param name="TimeoutSeconds">Seconds until a probe has failed; 1 to 60, at most the interval.</param>
/// <param name="FailuresBeforeFailing">Consecutive failures before the instance is failing; 1 to 100.</param>
/// <param name="SuccessesBeforePassing">Consecutive successes before it is passing again; 1 to 100.</param>
/// <param name="Path">For <see cref="HealthCheckKind.Http"/>: the path of the request, starting with a slash.</param>
/// <param name="ExpectedStatusFrom">For <see cref="HealthCheckKind.Http"/>: the least status that is good.</param>
/// <param name="ExpectedStatusTo">For <see cref="HealthCheckKind.Http"/>: the greatest status that is good.</param>
/// <param name="HostHeader">For <see cref="HealthCheckKind.Http"/>: the Host header sent, if not the instance's host.</param>
public sealed record HealthCheck(
    HealthCheckKind Kind,
    int IntervalSeconds = 10,
    int TimeoutSeconds = 2,
    int FailuresBeforeFailing = 3,
    int SuccessesBeforePassing = 1,
    string Path = "/",
    int ExpectedStatusFrom = 200,
    int ExpectedStatusTo = 399,
    string? HostHeader = null);
