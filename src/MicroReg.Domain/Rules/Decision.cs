using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>The content of a part, before the database gives it a stamp and a position.</summary>
internal abstract record PartDraft;

/// <summary>A new generation with these attributes.</summary>
/// <param name="Attributes">What the service said.</param>
internal sealed record RegistrationDraft(InstanceAttributes Attributes) : PartDraft;

/// <summary>The end of the current generation.</summary>
internal sealed record TombstoneDraft : PartDraft;

/// <summary>A reported status of the current generation.</summary>
/// <param name="Status">What was reported.</param>
/// <param name="UnregisterAfterSeconds">After so many seconds the instance is unregistered; null for never.</param>
internal sealed record ReportedDraft(ServiceStatus Status, int? UnregisterAfterSeconds = null) : PartDraft;

/// <summary>One record to write.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Expected">The record that was decided on; null if there was none. The write fails if it has changed.</param>
/// <param name="Draft">What to write.</param>
internal sealed record RecordWrite(InstanceKey Key, ServiceRecord? Expected, PartDraft Draft);

/// <summary>
/// The decision on a command: the records to write, all or none of them. No writes means that the command names something that is not
/// registered.
/// </summary>
/// <param name="Writes">The records to write.</param>
internal sealed record Decision(ImmutableArray<RecordWrite> Writes)
{
    /// <summary>Nothing to write: the command names something that is not registered.</summary>
    public static Decision Unknown { get; } = new([]);
}
