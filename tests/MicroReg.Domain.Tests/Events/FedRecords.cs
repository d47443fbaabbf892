using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Events;

/// <summary>The records of one node with their feed. The test decides when commits are on disk and confirmed by another node.</summary>
internal sealed class FedRecords
{
    private long _commits;

    public FedRecords(FeedOptions? options = null)
    {
        Database = new RegistryDatabase(new OriginId(0xa1), Time);
        Database.Feed.Begin(Database.Records.Vector);
        Feed = new StatusFeed(Database.Feed, options ?? new FeedOptions(), () => Readiness, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RegistryDatabase Database { get; }

    public StatusFeed Feed { get; }

    public Readiness Readiness { get; set; } = Readiness.Ready;

    /// <summary>Registers an instance, as one commit in memory.</summary>
    public void Register(string name, int weight = 1, string? zone = null) =>
        Commit(RegistryCommands.Register(name, "127.0.0.1", 80, new InstanceAttributes { Weight = weight, Zone = zone }).Value);

    public void Report(string name, ServiceStatus status) => Commit(RegistryCommands.UpdateStatus(name, null, status).Value);

    public void Unregister(string name) => Commit(RegistryCommands.Unregister(name, null).Value);

    /// <summary>Brings everything so far to disk.</summary>
    public void Store() => Database.Feed.OnDurable(_commits);

    /// <summary>Replaces the records by a copy.</summary>
    public void Break() =>
        Database.Feed.Close(++_commits, Database.Records.Vector, Database.Records.Sequence, isBreak: true, Time.GetElapsedTime(0));

    /// <summary>The next page, which must be available.</summary>
    public static FeedPage Next(IFeedReader reader)
    {
        var asked = reader.NextAsync(TimeSpan.Zero).AsTask();
        Assert.True(asked.IsCompletedSuccessfully);
        return asked.GetAwaiter().GetResult().Value;
    }

    /// <summary>A page as a line: resets, events, more.</summary>
    public static string Show(FeedPage page) => string.Join(
        ' ',
        [
            .. page.Reset ? ["reset"] : Array.Empty<string>(),
            .. page.Events.Select(
                change => $"{StatusEventKinds.NameOf(change.Kind)}:{change.Key.Name}"
                    + (change.PreviousStatus is { } was ? $"({was}→{change.Status})" : "")),
            .. page.More ? ["more"] : Array.Empty<string>(),
        ]);

    private void Commit(RegistryCommand command)
    {
        Database.TryCommit(ServiceRules.Decide(command, Database.Records.Get, Database.View.Find(command.Service)?.Instances ?? []));
        Database.Feed.Close(++_commits, Database.Records.Vector, Database.Records.Sequence, isBreak: false, Time.GetElapsedTime(0));
    }
}
