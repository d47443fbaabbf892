using BenchmarkDotNet.Attributes;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.MicroBenchmarks;

/// <summary>
/// A command from the decision to the view and the feed, without actors and disk; and a page of the feed of what was written.
/// </summary>
public class RegistryBenchmarks
{
    private const int Events = 1_000;

    private readonly RegistryDatabase _database = new(new OriginId(0xa1), TimeProvider.System);
    private StatusFeed _feed = null!;
    private EventCursor _start = null!;
    private long _commits;
    private int _status;

    [GlobalSetup]
    public void SetUp()
    {
        _database.Feed.Begin(_database.Records.Vector);
        _feed = new StatusFeed(_database.Feed, new FeedOptions(), () => Readiness.Ready, TimeProvider.System);
        _start = _feed.Now;
        for (var number = 0; number < Events; number++)
            Commit(RegistryCommands.Register(
                SampleRecords.Service(number), "127.0.0.1", SampleRecords.Key(number).Port, SampleRecords.Attributes(number)).Value);
        _database.Feed.OnDurable(_commits);
    }

    [Benchmark]
    public int ChangeStatus()
    {
        var status = _status++ % 2 == 0 ? ServiceStatus.Stopped : ServiceStatus.Running;
        var written = Commit(RegistryCommands.UpdateStatus(SampleRecords.Service(0), null, status).Value);
        // Otherwise all changes of a measurement would wait for the disk, and the feed would grow with each of them.
        _database.Feed.OnDurable(_commits);
        return written;
    }

    [Benchmark]
    public async Task<int> ReadAPageOfEvents() => (await _feed.Read(_start, EventFilter.All).NextAsync(TimeSpan.Zero)).Value.Events.Length;

    private int Commit(RegistryCommand command)
    {
        var written = _database.TryCommit(
            ServiceRules.Decide(command, _database.Records.Get, _database.View.Find(command.Service)?.Instances ?? []));
        _database.Feed.Close(++_commits, _database.Records.Vector, _database.Records.Sequence, isBreak: false, TimeSpan.Zero);
        return written.Length;
    }
}
