using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

/// <summary>An instance gets another label at one node, while callers do something to it at another one.</summary>
public sealed class InstanceLabelsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RegistryDatabase _first;
    private readonly RegistryDatabase _second;
    private readonly string _later;

    /// <summary>The later of two instances with the same label is registered at the second node, which relabels it.</summary>
    public InstanceLabelsTests()
    {
        var ids = new InstanceIds(bits: 4);
        (_first, _second) = (new(new OriginId(1), _time, ids), new(new OriginId(2), _time, ids));
        var label = Register(_first, "earlier").Registration!.Id;
        _time.Advance(TimeSpan.FromSeconds(1));
        _later = Enumerable.Range(0, 1000).Select(number => $"later{number}").First(name => ids.Choose(KeyOf(name), _ => true) == label);
        Register(_second, _later);
        Send(_second, _first);
    }

    [Fact]
    public void What_is_unregistered_meanwhile_stays_so()
    {
        Commit(_first, RegistryCommands.Unregister(_later, null).Value);
        Relabel();

        Assert.Null(_first.View.Find(_later));
        Assert.Null(_second.View.Find(_later));
    }

    [Fact]
    public void What_is_reported_meanwhile_is_not_lost()
    {
        Commit(_first, RegistryCommands.UpdateStatus(_later, null, ServiceStatus.Stopped).Value);
        Relabel();

        Assert.Equal(ServiceStatus.Stopped, _first.View.Find(_later)!.Status);
        Assert.Equal(ServiceStatus.Stopped, _second.View.Find(_later)!.Status);
        Assert.False(_first.HasSharedLabels || _second.HasSharedLabels);
    }

    [Fact]
    public void What_is_registered_again_meanwhile_stays()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Register(_first, _later);
        Relabel();

        Assert.NotNull(_first.View.Find(_later));
        Assert.NotNull(_second.View.Find(_later));
    }

    /// <summary>The second node hears of the earlier instance and relabels its own; then both hear of everything.</summary>
    private void Relabel()
    {
        var unheard = PartsOf(_first, _later);
        Merge(_second, PartsOf(_first, "earlier"), VersionVector.Empty);
        Assert.False(_second.HasSharedLabels);
        Merge(_second, unheard, _first.Records.Vector);
        Send(_second, _first);
        Send(_first, _second);
        Send(_second, _first);
    }

    private static InstanceKey KeyOf(string name) => new(name, "127.0.0.1", 1);

    private static PartChange[] PartsOf(RegistryDatabase database, string name) =>
        [.. database.Records.Get(KeyOf(name))!.Parts().Select(part => new PartChange(KeyOf(name), part))];

    private static void Send(RegistryDatabase from, RegistryDatabase to)
    {
        var parts = from.Records.All.SelectMany(record => record.Parts().Select(part => new PartChange(record.Key, part)));
        Merge(to, [.. parts], from.Records.Vector);
    }

    private static void Merge(RegistryDatabase database, PartChange[] parts, VersionVector seen) =>
        database.Apply(new MergeParts([.. parts], VersionVector.Empty, seen, "other:4053", IsPush: false));

    private static ServiceRecord Register(RegistryDatabase database, string name) =>
        Commit(database, RegistryCommands.Register(name, "127.0.0.1", 1).Value);

    private static ServiceRecord Commit(RegistryDatabase database, RegistryCommand command) => database.TryCommit(
        ServiceRules.Decide(command, database.Records.Get, database.View.Find(command.Service)?.Instances ?? []))[0];
}
