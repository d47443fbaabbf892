using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Rules;

/// <summary>Writes the verdict of the owner of an instance. It applies only to the generation that was examined.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that was examined.</param>
/// <param name="Health">The verdict.</param>
internal sealed record SetHealth(InstanceKey Key, Stamp Generation, InstanceHealth Health) : RegistryCommand(Key.Name);

/// <summary>Removes an instance that has been failing for long, unless it was registered again or recovered since.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that was examined.</param>
internal sealed record RemoveFailing(InstanceKey Key, Stamp Generation) : RegistryCommand(Key.Name);

/// <summary>Removes an instance whose drain time is over, unless another status was reported since.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Generation">The registration that is draining.</param>
/// <param name="ReportedAt">The stamp of the report that started the drain.</param>
internal sealed record RemoveDrained(InstanceKey Key, Stamp Generation, Stamp ReportedAt) : RegistryCommand(Key.Name);

/// <summary>A new verdict on the current generation.</summary>
/// <param name="Health">The verdict.</param>
internal sealed record HealthDraft(InstanceHealth Health) : PartDraft;
