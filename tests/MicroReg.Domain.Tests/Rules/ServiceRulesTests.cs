using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Rules;

public sealed class ServiceRulesTests
{
    private static readonly InstanceKey A = new("orders", "10.0.0.1", 80);
    private static readonly InstanceKey B = new("orders", "10.0.0.2", 80);
    private static readonly InstanceIds Ids = new();

    private readonly Dictionary<InstanceKey, ServiceRecord> _held = [];
    private long _time;

    [Fact]
    public void A_new_instance_gets_its_own_label_and_starts_a_generation()
    {
        Do(Register(A, new() { Weight = 7 }));
        var registration = _held[A].Registration!;
        Assert.Equal(Ids.Choose(A, _ => true), registration.Id);
        Assert.Equal((StampOf(1), StampOf(1), 7), (registration.Stamp, registration.FirstRegistered, registration.Attributes.Weight));
    }

    [Fact]
    public void Registering_again_keeps_label_and_first_registration_and_drops_reports_and_health()
    {
        Do(Register(A));
        var first = _held[A].Registration!;
        Do(new UpdateStatus("orders", A.Endpoint, ServiceStatus.Stopped));
        _held[A] = RecordMerge.Apply(_held[A], new HealthVerdict(first.Stamp, StampOf(++_time), PositionOf(_time), InstanceHealth.Failing));
        Do(Register(A, new() { Status = ServiceStatus.Starting }));
        var second = _held[A].Registration!;
        Assert.Equal((first.Id, first.FirstRegistered, StampOf(4)), (second.Id, second.FirstRegistered, second.Generation));
        Assert.Equal((ServiceStatus.Starting, InstanceHealth.Unknown), (_held[A].Status, _held[A].HealthStatus));
    }

    [Fact]
    public void A_status_update_applies_to_one_instance_or_to_all()
    {
        Do(Register(A), Register(B));
        Assert.Equal(1, Do(new UpdateStatus("orders", A.Endpoint, ServiceStatus.Draining)));
        Assert.Equal((ServiceStatus.Draining, ServiceStatus.Running), (_held[A].Status, _held[B].Status));
        Assert.Equal(2, Do(new UpdateStatus("orders", null, ServiceStatus.Stopped)));
        Assert.Equal((ServiceStatus.Stopped, ServiceStatus.Stopped), (_held[A].Status, _held[B].Status));
    }

    [Fact]
    public void An_unknown_instance_is_neither_updated_nor_unregistered()
    {
        RegistryCommand[] commands =
        [
            new UpdateStatus("orders", A.Endpoint, ServiceStatus.Stopped), new UpdateStatus("orders", null, ServiceStatus.Stopped),
            new UnregisterInstances("orders", A.Endpoint), new UnregisterInstances("orders", null),
        ];
        Assert.All(commands, command => Assert.Equal(0, Do(command)));
        Do(Register(A));
        Do(new UnregisterInstances("orders", A.Endpoint));
        Assert.All(commands, command => Assert.Equal(0, Do(command)));
    }

    [Fact]
    public void Unregistering_ends_one_generation_or_all()
    {
        Do(Register(A), Register(B));
        Do(new UnregisterInstances("orders", A.Endpoint));
        Assert.Equal((false, true), (_held[A].IsLiving, _held[B].IsLiving));
        Assert.Equal(StampOf(1), Assert.IsType<Tombstone>(_held[A].Head).Ended);
        Do(Register(A));
        Assert.Equal(2, Do(new UnregisterInstances("orders", null)));
        Assert.DoesNotContain(_held.Values, record => record.IsLiving);
    }

    [Fact]
    public void An_instance_that_returns_keeps_its_label_and_has_a_new_first_registration()
    {
        Do(Register(A));
        var before = _held[A].Registration!;
        Do(new UnregisterInstances("orders", A.Endpoint));
        Do(Register(A));
        var after = _held[A].Registration!;
        Assert.Equal((before.Id, StampOf(3), StampOf(3)), (after.Id, after.FirstRegistered, after.Generation));
    }

    [Fact]
    public void A_write_names_the_record_that_was_decided_on()
    {
        Do(Register(A));
        var decision = Decide(Register(A));
        Assert.Same(_held[A], Assert.Single(decision.Writes).Expected);
        Assert.Null(Assert.Single(Decide(Register(B)).Writes).Expected);
    }

    [Fact]
    public void An_unknown_command_or_draft_throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide(new UnknownCommand("orders")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Apply(new(A, null, new UnknownDraft())));
        Assert.Throws<InvalidOperationException>(() => Apply(new(A, null, new TombstoneDraft())));
    }

    private int Do(params RegistryCommand[] commands)
    {
        var written = 0;
        foreach (var write in commands.SelectMany(command => Decide(command).Writes))
        {
            _held[write.Key] = Apply(write);
            written++;
        }

        return written;
    }

    private Decision Decide(RegistryCommand command) =>
        ServiceRules.Decide(command, key => _held.GetValueOrDefault(key), _held.Values.Where(record => record.IsLiving));

    private ServiceRecord Apply(RecordWrite write) =>
        ServiceRules.Apply(write, StampOf(++_time), PositionOf(_time), key => Ids.Choose(key, _ => true));

    private static RegisterInstance Register(InstanceKey key, InstanceAttributes? attributes = null) =>
        new(key, attributes ?? InstanceAttributes.Default);

    private static Stamp StampOf(long time) => new(new(time), new(1));

    private static Position PositionOf(long sequence) => new(new(1), sequence);

    private sealed record UnknownCommand(string Service) : RegistryCommand(Service);

    private sealed record UnknownDraft : PartDraft;
}
