using System.Globalization;

namespace MicroReg.Chaos.Gateways;

/// <summary>
/// What a gateway did with the requests of a trial, against its contract: a request in flight to an instance that is killed
/// may fail, one that is sent later than the grace after subscribers were notified may not, and none of those goes to an
/// instance that is out of service.
/// </summary>
internal sealed class GatewayVerdict
{
    /// <summary>How long it may take from the event to the choice of an instance.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyCollection<ServedRequest> _requests;
    private readonly long _retries;

    public GatewayVerdict(IReadOnlyCollection<ServedRequest> requests, IReadOnlyCollection<GoneInstance> gone, long retries)
    {
        (_requests, _retries) = (requests, retries);
        FailedInFlight = [.. requests.Where(request => request.HasFailed && gone.Any(instance => IsExcused(request, instance)))];
        Failed = [.. requests.Where(request => request.HasFailed).Except(FailedInFlight)];
        Misled =
        [
            .. requests.Where(request => gone.Any(instance => request.Port == instance.Port && request.Sent > instance.Notified + Grace))
        ];
    }

    /// <summary>Failures that a killed instance excuses.</summary>
    public IReadOnlyList<ServedRequest> FailedInFlight { get; }

    /// <summary>Failures that nothing excuses.</summary>
    public IReadOnlyList<ServedRequest> Failed { get; }

    /// <summary>Requests that an instance answered which was out of service before they were sent.</summary>
    public IReadOnlyList<ServedRequest> Misled { get; }

    public bool Passed => _requests.Count > 0 && Failed.Count == 0 && Misled.Count == 0;

    public override string ToString() => string.Join(Environment.NewLine,
    [
        string.Create(CultureInfo.InvariantCulture, $"gateway · {(Passed ? "passed" : "FAILED")}"),
        string.Create(CultureInfo.InvariantCulture, $"  requests   {_requests.Count}, {_requests.Count(request => !request.HasFailed)} "
            + $"answered by {_requests.Select(request => request.Port).Where(port => port > 0).Distinct().Count()} instances, {_retries} "
            + $"tried at a second one"),
        string.Create(CultureInfo.InvariantCulture, $"  failed     {FailedInFlight.Count} in flight to an instance that was killed "
            + $"({FailedInFlight.Count(request => request.IsSafe)} of them GET), {Failed.Count} others"),
        string.Create(CultureInfo.InvariantCulture, $"  misled     {Misled.Count} sent more than {Grace.TotalMilliseconds} ms after an "
            + $"instance was out of service, and answered by it"),
        string.Create(
            CultureInfo.InvariantCulture, $"  time       p50 {Took(0.5):0.0} ms, p99 {Took(0.99):0.0} ms, longest {Took(1):0.0} ms"),
        .. Failed.Concat(Misled).Take(10).Select(
            request => string.Create(CultureInfo.InvariantCulture, $"  problem    sent at {request.Sent.TotalSeconds:0.000} s, ended at "
                + $"{request.Ended.TotalSeconds:0.000} s, instance {request.Port} {request.Failure}")),
    ]);

    private static bool IsExcused(ServedRequest request, GoneInstance instance) =>
        instance.Killed is { } killed
            && request.Ended >= killed
            && request.Sent <= (instance.Notified > killed ? instance.Notified : killed) + Grace;

    private double Took(double share)
    {
        var times = _requests.Select(request => (request.Ended - request.Sent).TotalMilliseconds).Order().ToArray();
        return times.Length == 0 ? 0 : times[(int)Math.Min(times.Length - 1, share * times.Length)];
    }
}
