using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Rules;

/// <summary>The rules of the registry: pure functions from what is known and what is asked to what is written.</summary>
public static class ServiceRules
{
    /// <summary>Decides a command on what the registry holds of its service at this moment.</summary>
    /// <param name="command">What a caller wants.</param>
    /// <param name="held">What is held of one instance: living, unregistered, or null.</param>
    /// <param name="living">The living instances of the service.</param>
    public static Decision Decide(
        RegistryCommand command,
        Func<InstanceKey, ServiceRecord?> held,
        IEnumerable<ServiceRecord> living) => command switch
        {
            RegisterInstance register => new([new(register.Key, held(register.Key), new RegistrationDraft(register.Attributes))]),
            UpdateStatus update => WriteEach(update.Endpoint, held, living, update.Service, new ReportedDraft(update.Status)),
            UnregisterInstances unregister => WriteEach(unregister.Endpoint, held, living, unregister.Service, new TombstoneDraft()),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of this registry."),
        };

    private static Decision WriteEach(
        Endpoint? endpoint,
        Func<InstanceKey, ServiceRecord?> held,
        IEnumerable<ServiceRecord> living,
        string service,
        PartDraft draft)
    {
        if (endpoint is not { } one)
            return new([.. living.Select(record => new RecordWrite(record.Key, record, draft))]);
        var key = new InstanceKey(service, one.Host, one.Port);
        return held(key) is { IsLiving: true } record ? new([new(key, record, draft)]) : Decision.Unknown;
    }

    /// <summary>The record after a write, with the stamp and the position that the database gave it.</summary>
    /// <param name="write">What was decided.</param>
    /// <param name="stamp">A stamp greater than every stamp that the database holds.</param>
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
            TombstoneDraft => new Tombstone(GenerationOf(current), stamp, position),
            ReportedDraft draft => new Reported(GenerationOf(current), stamp, position, draft.Status),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Draft, "Not a part of a record."),
        };
        return RecordMerge.Apply(current, part);
    }

    private static Stamp GenerationOf(ServiceRecord living) =>
        living.Registration?.Generation ?? throw new InvalidOperationException($"{living.Key} is not registered.");
}
