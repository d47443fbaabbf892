using Etcdserverpb;
using Google.Protobuf;
using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>etcd's records and leases, through its usual client; shared by those who ask the same servers in other ways.</summary>
internal sealed class EtcdStore(ServerProcess server) : IStore, IDisposable
{
    private static readonly TimeSpan BetweenCommits = TimeSpan.FromMilliseconds(120);
    private readonly EtcdPuts _puts = new(server.Port);
    private readonly dotnet_etcd.EtcdClient _client = EtcdAddress.Open(server.Port);
    private int _records;

    public async Task FillAsync(int from, int to, CancellationToken cancel)
    {
        if (_records == 0)
            await EtcdLeases.GrantAsync(_client, cancel);
        await _puts.FillAsync(_records, Math.Max(_records, to), cancel);
        _records = Math.Max(_records, to);
    }

    /// <summary>
    /// etcd 3.4 copies a buffer of writes for every read, and for every lease kept alive. The buffer stays as large as the
    /// largest commit has made it, until a commit has only other kinds of writes: a new lease is one.
    /// </summary>
    public async Task PrepareAsync(Operation operation, CancellationToken cancel)
    {
        if (operation is not (Operation.Lookup or Operation.Heartbeat))
            return;
        await Task.Delay(BetweenCommits, cancel);
        await _client.LeaseGrantAsync(new LeaseGrantRequest { TTL = EtcdLeases.SecondsToLive }, cancellationToken: cancel);
        await Task.Delay(BetweenCommits, cancel);
    }

    public async Task TakeBackAsync(long first, long end, CancellationToken cancel)
    {
        var prefix = ByteString.CopyFromUtf8(EtcdText.NewPrefix);
        var behind = ByteString.CopyFromUtf8(EtcdText.NewPrefix[..^1] + '.');
        await _client.DeleteAsync(new DeleteRangeRequest { Key = prefix, RangeEnd = behind }, cancellationToken: cancel);
        await Task.Yield();
    }

    public void Dispose()
    {
        _puts.Dispose();
        _client.Dispose();
    }
}
