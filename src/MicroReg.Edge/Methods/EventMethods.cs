using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Http.Metrics;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>The long poll for events.</summary>
/// <param name="registry">The registry, which has the feed.</param>
/// <param name="structs">Writes events.</param>
/// <param name="metrics">Counts them.</param>
/// <param name="stopping">
/// Cancelled when the host stops. Calls that wait are answered then, and their callers continue at another node.
/// </param>
internal sealed class EventMethods(IRegistry registry, EventStructs structs, EventMetrics metrics, CancellationToken stopping)
{
    private const double LongestSeconds = 60;

    public IEnumerable<XmlRpcMethod> All =>
    [
        new(
            "wait_events",
            "Waits for changes of instances, and answers as soon as there is something to tell. "
            + "Within `system.multicall` it does not wait.",
            Signatures.Of("struct string int", "struct string int struct"),
            WaitAsync)
        {
            WhileNotReady = NotReadyRule.Answer,
            Parameters =
            [
                new("cursor", "string",
                    "Where the caller stands: `\"\"` at first, then the cursor of the last answer. It holds for every node."),
                new("timeout", "int or double", $"Seconds to wait if there is nothing to tell, 0 to {LongestSeconds}."),
                MethodParameters.EventFilter,
            ],
            Result = "a struct: `cursor`; `reset` (true: forget your copy before you apply these); `more` (true: call again at once; "
                + "false: with these you hold what this node holds); `events`, an array of at most 1,000 structs: `kind` (registered, "
                + "status_changed, updated, unregistered), `service`, `instance` (as in `get_service`; host and port at least), "
                + "`previous_status` (missing if it is unknown), `status` (missing if unregistered), `version`, `at`, `node`. "
                + "Drop an event whose version is not greater, as a text, than the one you hold of that service, host and port.",
            Faults = [503],
        },
    ];

    private async ValueTask<XmlRpcOutcome> WaitAsync(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(2, 3);
        var text = arguments.Text(0, "cursor");
        if (!EventCursor.TryParse(text, out var cursor))
            arguments.Refuse(0, "cursor", "one that a node has given, or \"\" at first");
        var wait = ReadTimeout(arguments, 1);
        var filter = EventFilterInput.Read(arguments, 2);
        if (arguments.Fault is { } wrong)
            return Answers.Of(wrong);
        var reader = registry.Events.Read(cursor, filter);
        var read = await NextAsync(reader, context.MayWait ? wait : TimeSpan.Zero, context.Aborted).ConfigureAwait(false);
        if (!read.TryGet(out var page, out var fault))
            return Answers.Of(fault);
        metrics.Waited.Count(page);
        return XmlRpcOutcome.Of(structs.Of(page));
    }

    private async ValueTask<Outcome<FeedPage>> NextAsync(IFeedReader reader, TimeSpan wait, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        metrics.CountWaits(1);
        try
        {
            return await reader.NextAsync(wait, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new FeedPage([], reader.Cursor, More: true, Reset: false);
        }
        finally
        {
            metrics.CountWaits(-1);
        }
    }

    private static TimeSpan ReadTimeout(CallArguments arguments, int index)
    {
        var value = arguments[index];
        var isNumber = value.TryTakeIntegerOrDigits(out var whole);
        var seconds = isNumber ? whole : double.NaN;
        if (!isNumber)
            isNumber = value.TryGetReal(out seconds);
        if (isNumber && seconds is >= 0 and <= LongestSeconds)
            return TimeSpan.FromSeconds(seconds);
        arguments.Refuse(index, "timeout", $"a number of seconds from 0 to {LongestSeconds}");
        return TimeSpan.Zero;
    }
}
