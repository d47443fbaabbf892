using MicroReg.XmlRpc;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>Asking a node to call back.</summary>
internal static class CallbackCalls
{
    private const int TimeToLiveSeconds = 300;

    /// <returns>The subscription's id.</returns>
    public static async Task<XmlRpcValue> SubscribeAsync(FeedCalls calls, string url, string cursor, CancellationToken cancel)
    {
        var options = new XmlRpcStruct { { "ttl", TimeToLiveSeconds }, { "cursor", cursor } };
        var answer = await calls.CallAsync(
            "subscribe", cancel, XmlRpcValue.Of(url), XmlRpcValue.Of(new XmlRpcStruct()), XmlRpcValue.Of(options));
        return answer.TryGetMembers(out var members) && members.TryGet("id", out var id)
            ? id
            : throw new BenchmarkFailedException($"subscribe answered: {answer}");
    }

    /// <summary>False as long as nodes do not know the method.</summary>
    public static async Task<bool> AreServedAsync(int port, CancellationToken cancel)
    {
        using var calls = new FeedCalls(port);
        return (await calls.CallAsync("system.listMethods", cancel)).TryGetItems(out var methods)
            && methods.Any(method => method.TryGetText(out var name) && name == "subscribe");
    }
}
