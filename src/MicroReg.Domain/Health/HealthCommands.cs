using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Health;

/// <summary>What the owner of an instance found out. It holds only for the generation that was looked at.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that was looked at.</param>
/// <param name="Health">What was found.</param>
public sealed record SetHealth(InstanceKey Key, Stamp Generation, InstanceHealth Health) : RegistryCommand(Key.Name);

/// <summary>Removes an instance that its owner found dead for long, unless it has been registered or found well since.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that was looked at.</param>
public sealed record RemoveFailing(InstanceKey Key, Stamp Generation) : RegistryCommand(Key.Name);

/// <summary>Removes an instance whose time to drain is over, unless another status was reported since.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that drains.</param>
/// <param name="ReportedAt">The stamp of the report that began it.</param>
public sealed record RemoveDrained(InstanceKey Key, Stamp Generation, Stamp ReportedAt) : RegistryCommand(Key.Name);

/// <summary>A finding of leases and probes of the current generation.</summary>
/// <param name="Health">What was found.</param>
public sealed record HealthDraft(InstanceHealth Health) : PartDraft;
