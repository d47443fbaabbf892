using dotnet_etcd;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using MicroReg.Benchmarks.Events.Changes;

namespace MicroReg.Benchmarks.Events.Peers;

/// <summary>Puts of the stored records at one etcd, through the package dotnet-etcd (gRPC, calls side by side on one connection).</summary>
internal sealed class EtcdPuts(int port) : IChangeSender, IDisposable
{
    // etcd takes at most 128 operations in a transaction as it is shipped.
    private const int OperationsPerTransaction = 100;
    private readonly EtcdClient _client = EtcdAddress.Open(port);

    public Task SendAsync(PlannedChange change, Action sending)
    {
        var put = Put(change);
        return CheckAsync(() =>
        {
            sending();
            return _client.PutAsync(put);
        });
    }

    /// <summary>Stores records that are not there yet, each as running.</summary>
    public async Task FillAsync(int from, int to, CancellationToken cancel)
    {
        foreach (var some in Enumerable.Range(from, to - from).Chunk(OperationsPerTransaction))
        {
            var transaction = new TxnRequest();
            transaction.Success.AddRange(
                some.Select(record => new RequestOp { RequestPut = Put(new PlannedChange(record, RecordStatuses.Running)) }));
            await CheckAsync(() => _client.TransactionAsync(transaction, cancellationToken: cancel));
        }
        await Task.Yield();
    }

    public void Dispose() => _client.Dispose();

    private static async Task CheckAsync(Func<Task> callAsync)
    {
        try
        {
            await callAsync();
        }
        catch (RpcException e)
        {
            throw new BenchmarkFailedException($"etcd's put failed: {e.Status}");
        }
    }

    private static PutRequest Put(PlannedChange change) => new()
    {
        Key = ByteString.CopyFromUtf8(EtcdKeys.Key(change.Record)),
        Value = ByteString.CopyFromUtf8(EtcdKeys.Value(change)),
    };
}

/// <summary>How the client is told of one server without TLS.</summary>
internal static class EtcdAddress
{
    public static EtcdClient Open(int port) =>
        new($"http://127.0.0.1:{port}", configureChannelOptions: options => options.Credentials = ChannelCredentials.Insecure);
}
