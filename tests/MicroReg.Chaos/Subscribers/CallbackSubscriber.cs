using MicroReg.Testing.Calls;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>
/// Is called by the nodes, and renews its subscription at any of them. Which node owns it, and where its events continue, is the nodes'
/// business. Only when they no longer know it does it subscribe again, with its cursor.
/// </summary>
/// <param name="terms">What it does.</param>
/// <param name="endpoint">Where it is called.</param>
internal sealed class CallbackSubscriber(SubscriberTerms terms, CallbackEndpoint endpoint) : Subscriber(terms, resumesItself: false)
{
    private const int LifetimeSeconds = 30;
    private const int NotFound = 404;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    /// <summary>Held while it subscribes: the first call may come before the answer that says under which id.</summary>
    private readonly SemaphoreSlim _turn = new(1);
    private int _asked = terms.First;
    private string _id = "";

    /// <summary>How often the nodes did not know its subscription any more.</summary>
    public int Forgotten { get; private set; }

    protected override async Task FollowAsync()
    {
        var url = endpoint.Add(TakeAsync);
        try
        {
            while (true)
            {
                await SubscribeAsync(url);
                do
                    await Patience.LastAsync(RenewalInterval, Stopping);
                while (await RenewAsync());
                Forgotten++;
            }
        }
        finally
        {
            endpoint.Remove(url);
            if (_id.Length > 0 && Terms.Nodes.FirstOrDefault(node => node.IsServing) is { } serving)
                await serving.Registry.CallAsync(Timeout, "unsubscribe", XmlRpcValue.Of(_id));
        }
    }

    private async Task SubscribeAsync(Uri url)
    {
        await _turn.WaitAsync(Stopping);
        try
        {
            var options = new XmlRpcStruct { { "ttl", LifetimeSeconds }, { "cursor", Copy.Cursor } };
            var made = await AskAsync("subscribe", XmlRpcValue.Of(url.ToString()), Filter.ToStruct(), XmlRpcValue.Of(options));
            if (!made.TryGetMembers(out var members) || !members.TryGet("id", out var id))
                throw new InvalidDataException($"subscribe answered {made}");
            _id = id.TryGetText(out var text) ? text : $"{id}";
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> RenewAsync() =>
        (await AskAsync("renew_subscription", XmlRpcValue.Of(_id))).TryGetBoolean(out var isKnown) && isKnown;

    /// <summary>Asks one node after another until one answers.</summary>
    private async Task<XmlRpcValue> AskAsync(string method, params XmlRpcValue[] parameters)
    {
        while (true)
        {
            var node = Terms.Nodes[_asked % Terms.Nodes.Count];
            var answer = node.IsServing ? await node.Registry.CallAsync(Timeout, method, parameters).WaitAsync(Stopping) : default;
            if (node.IsServing && answer.Outcome is CallOutcome.Acknowledged)
                return answer.Value;
            if (node.IsServing && answer is { Outcome: CallOutcome.Fault, FaultCode: < NotFound })
                throw new InvalidDataException($"{node.Name} answered {answer.Detail} to {method}");
            _asked++;
            await PauseAsync();
        }
    }

    private async Task<XmlRpcOutcome> TakeAsync(XmlRpcCall call)
    {
        await _turn.WaitAsync(Stopping);
        try
        {
            if (call is not { MethodName: "registry_events", Parameters: [var id, var received] })
                return Refuse($"expected registry_events(id, page), not {call.MethodName} with {call.Parameters.Count} parameters");
            // One that asked twice, because no answer came, has two subscriptions.
            if ((id.TryGetText(out var text) ? text : $"{id}") != _id)
                return XmlRpcOutcome.Failed(NotFound, "This is another subscription's.");
            var page = EventReader.ReadPage(received);
            if (!page.Reset && page.After != Copy.Cursor)
                return XmlRpcOutcome.Of(XmlRpcValue.Of(Copy.Cursor));
            Copy.Apply(page, $"{this}");
            return XmlRpcOutcome.Of(XmlRpcValue.Of(true));
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Refuse(e.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    private XmlRpcOutcome Refuse(string what)
    {
        Problems.Enqueue($"{this}: {what}");
        return XmlRpcOutcome.Failed(XmlRpcFaultCodes.InvalidParameters, what);
    }
}
