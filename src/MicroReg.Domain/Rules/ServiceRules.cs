using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Rules;

/// <summary>The rules of the registry: pure functions from records and a command to a decision.</summary>
internal static class ServiceRules
{
    /// <summary>Decides a command on the current records of its service.</summary>
    /// <param name="command">The command.</param>
    /// <param name="find">Finds the record of an instance: living, unregistered, or null.</param>
    /// <param name="living">The living instances of the service.</param>
    public static Decision Decide(
        RegistryCommand command,
        Func<InstanceKey, ServiceRecord?> find,
        IEnumerable<ServiceRecord> living) => command switch
        {
            // Its values were checked when the command was made (RegistryCommands), so it is always written.
            RegisterInstance register => new([new(register.Key, find(register.Key), new RegistrationDraft(register.Attributes))]),
            UpdateStatus update => WriteEach(update.Endpoint, find, living, update.Service, new ReportedDraft(update.Status)),
            DrainInstance drain => WriteOne(drain.Key, find, _ => true, new ReportedDraft(ServiceStatus.Draining, drain.Seconds)),
            SetHealth set => WriteOne(
                set.Key, find, record =>
                record.Head!.Generation == set.Generation && record.HealthStatus != set.Health, new HealthDraft(set.Health)),
            RemoveFailing remove => WriteOne(remove.Key, find, record => IsFailing(record, remove.Generation), new TombstoneDraft()),
            RemoveDrained remove => WriteOne(remove.Key, find, record => Drains(record, remove), new TombstoneDraft()),
            UnregisterInstances unregister => WriteEach(unregister.Endpoint, find, living, unregister.Service, new TombstoneDraft()),
            SubscriptionCommand subscription => SubscriptionRules.Decide(subscription, find),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of this registry."),
        };

    private static Decision WriteEach(
        Endpoint? endpoint,
        Func<InstanceKey, ServiceRecord?> find,
        IEnumerable<ServiceRecord> living,
        string service,
        PartDraft draft)
    {
        if (endpoint is not { } one)
            return new([.. living.Select(record => new RecordWrite(record.Key, record, draft))]);
        var key = new InstanceKey(service, one.Host, one.Port);
        return find(key) is { IsLiving: true } record ? new([new(key, record, draft)]) : Decision.Unknown;
    }

    private static Decision WriteOne(
        InstanceKey key, Func<InstanceKey, ServiceRecord?> find, Func<ServiceRecord, bool> applies, PartDraft draft) =>
        find(key) is { IsLiving: true } record && applies(record) ? new([new(key, record, draft)]) : Decision.Unknown;

    private static bool IsFailing(ServiceRecord record, Stamp generation) =>
        record.Head!.Generation == generation && record.HealthStatus == InstanceHealth.Failing;

    private static bool Drains(ServiceRecord record, RemoveDrained remove) =>
        record.Head!.Generation == remove.Generation && record.Reported is { UnregisterAfterSeconds: not null } reported
            && reported.Stamp == remove.ReportedAt;

    /// <summary>The record after a write, with the stamp and the position that the database gave it.</summary>
    /// <param name="write">What was decided.</param>
    /// <param name="stamp">A stamp greater than every other stamp of the record.</param>
    /// <param name="position">The next position of the database's origin.</param>
    /// <param name="chooseId">Picks the label of an instance that is not registered yet.</param>
    public static ServiceRecord Apply(RecordWrite write, Stamp stamp, Position position, Func<InstanceKey, int> chooseId)
    {
        var current = write.Expected ?? new ServiceRecord { Key = write.Key };
        var registered = current.Registration;
        RecordPart part = write.Draft switch
        {
            RegistrationDraft draft => new Registration(
                stamp, position, registered?.Id ?? chooseId(write.Key), registered?.FirstRegistered ?? stamp, draft.Attributes),
            SubscriptionDraft draft => new Subscription(
                current.Subscription?.Begun ?? stamp, stamp, position, draft.Terms, draft.RenewedAt, draft.Cursor),
            TombstoneDraft => new Tombstone(GenerationOf(current), stamp, position),
            ReportedDraft draft => new Reported(GenerationOf(current), stamp, position, draft.Status)
            {
                UnregisterAfterSeconds = draft.UnregisterAfterSeconds,
            },
            HealthDraft draft => new HealthVerdict(GenerationOf(current), stamp, position, draft.Health),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Draft, "Not a part of a record."),
        };
        return RecordMerge.Apply(current, part);
    }

    private static Stamp GenerationOf(ServiceRecord living) =>
        living is { Head: Registration or Subscription }
            ? living.Head.Generation : throw new InvalidOperationException($"{living.Key} is not registered.");
}
