using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

public sealed class ReplaceRecordsTests
{
    private static readonly InstanceKey Mine = new("mine", "127.0.0.1", 80);

    private readonly RegistryDatabase _database = new(new OriginId(1), new FakeTimeProvider());

    [Fact]
    public void Local_records_stay_visible_while_a_copy_replaces_the_rest()
    {
        Run(new RegisterInstance(Mine, InstanceAttributes.Default));
        Run(new UpdateStatus("mine", new Endpoint(Mine.Host, Mine.Port), ServiceStatus.Draining));
        List<ServiceStatus?> seen = [];
        _database.InstanceWritten.Subscribe(_ => seen.Add(_database.Records.Get(Mine)?.Status));

        _database.Apply(new ReplaceRecords(Copy("a", "b", "zz"), VersionVector.Of(new OriginId(2), 3), ClusterFacts.None));

        Assert.Equal(4, seen.Count);
        Assert.All(seen, status => Assert.Equal(ServiceStatus.Draining, status));
    }

    [Fact]
    public void Local_records_get_new_positions_that_the_vector_covers()
    {
        Run(new RegisterInstance(Mine, InstanceAttributes.Default));
        Run(new UpdateStatus("mine", new Endpoint(Mine.Host, Mine.Port), ServiceStatus.Draining));

        _database.Apply(new ReplaceRecords(Copy("a"), VersionVector.Of(new OriginId(2), 1), ClusterFacts.None));

        var positions = _database.Records.Get(Mine)!.Parts().Select(part => part.Position);
        Assert.Equal([3, 4], positions.Select(position => position.Sequence).Order());
        Assert.Equal(VersionVector.Of(new OriginId(2), 1).Including(new Position(new OriginId(1), 4)), _database.Records.Vector);
    }

    /// <summary>The records that another node has of its own instances.</summary>
    private static ImmutableArray<PartChange> Copy(params string[] services)
    {
        var other = new RegistryDatabase(new OriginId(2), new FakeTimeProvider());
        foreach (var service in services)
            Run(other, new RegisterInstance(Mine with { Name = service }, InstanceAttributes.Default));
        return [.. other.Records.All.SelectMany(record => record.Parts().Select(part => new PartChange(record.Key, part)))];
    }

    private void Run(RegistryCommand command) => Run(_database, command);

    private static void Run(RegistryDatabase database, RegistryCommand command) =>
        Assert.False(database.TryCommit(ServiceRules.Decide(command, database.Records.Get, [])).IsDefaultOrEmpty);
}
