using dotnet_etcd;
using Etcdserverpb;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>The leases that are kept alive: the clients choose their ids, so that they need not be told.</summary>
internal static class EtcdLeases
{
    public const int Count = 1_000;

    /// <summary>A multiple of <see cref="Count"/>; the ids fill 31 bits, which are five bytes in protobuf.</summary>
    public const long First = 1_000_000_000;

    /// <summary>As long as that of the stored records; what an answer says of a lease that is alive.</summary>
    public const long SecondsToLive = 86_400;

    private const int AtOnce = 50;

    public static async Task GrantAsync(EtcdClient client, CancellationToken cancel)
    {
        foreach (var some in Enumerable.Range(0, Count).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(n => client.LeaseGrantAsync(
                new LeaseGrantRequest { ID = First + n, TTL = SecondsToLive }, cancellationToken: cancel)));
        }
        await Task.Yield();
    }
}
