using dotnet_etcd;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using MicroReg.Benchmarks.Events.Ways;

namespace MicroReg.Benchmarks.Events.Peers;

/// <summary>A watch of all records at one etcd, through the package dotnet-etcd; values are parsed as the records they are.</summary>
internal sealed class EtcdWatch : IWay
{
    public string Name => "etcd watch";

    public async Task<Subscription> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var open = new Open(port);
        await open.CreatedAsync(cancel);
        return open;
    }

    private sealed class Open : Subscription
    {
        private readonly CancellationTokenSource _end = new();
        private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly EtcdClient _client;
        private readonly Task _watching;

        public Open(int port)
        {
            _client = EtcdAddress.Open(port);
            _watching = KeepAsync(WatchAsync, _end.Token);
        }

        public async Task CreatedAsync(CancellationToken cancel)
        {
            await _created.Task.WaitAsync(Patience.ToOpen, cancel);
            await Task.Yield();
        }

        public override async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _watching;
            _client.Dispose();
            _end.Dispose();
        }

        private async Task WatchAsync(CancellationToken cancel)
        {
            var create = new WatchCreateRequest
            {
                Key = ByteString.CopyFromUtf8(EtcdKeys.Prefix),
                RangeEnd = ByteString.CopyFromUtf8(EtcdKeys.End)
            };
            try
            {
                var id = await _client.WatchAsync(new WatchRequest { CreateRequest = create }, Take, cancellationToken: cancel);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => _client.CancelWatch(id), TaskScheduler.Default);
            }
            catch (RpcException e) when (e.StatusCode != StatusCode.Cancelled)
            {
                throw new BenchmarkFailedException($"etcd's watch failed: {e.Status}");
            }
        }

        private void Take(WatchResponse answer)
        {
            if (answer.Created)
                _created.TrySetResult();
            foreach (var change in answer.Events)
            {
                var (record, status) = EtcdKeys.Parse(change.Kv.Value.Span);
                Hear(record, status);
            }
        }
    }
}
