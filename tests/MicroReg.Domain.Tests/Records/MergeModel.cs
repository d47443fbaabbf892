using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

/// <summary>The merge rules as a model: statements about a whole set of parts instead of steps.</summary>
internal static class MergeModel
{
    public static ServiceRecord Join(IReadOnlyCollection<RecordPart> parts)
    {
        var head = parts.Where(part => part.IsHead)
            .OrderBy(part => part.Generation).ThenBy(part => part is Tombstone).ThenBy(part => part.Stamp).ThenBy(part => part.Position)
                .ThenBy(part => part is Registration)
            .LastOrDefault();
        var bodies = parts.Where(part => part is Reported or HealthVerdict).ToArray();
        var current = bodies.Where(part => head is Registration or Subscription && part.Generation == head.Generation).ToArray();
        var pending = bodies.Where(part => head is null || part.Generation > head.Generation)
            .GroupBy(part => (part.Generation, part is HealthVerdict))
            .OrderBy(group => group.Key.Generation).ThenBy(group => group.Key.Item2)
            .Select(Latest);
        return new()
        {
            Key = PartGens.Key,
            Head = head,
            Reported = (Reported?)Latest(current.Where(part => part is Reported)),
            Health = (HealthVerdict?)Latest(current.Where(part => part is HealthVerdict)),
            EarlyParts = [.. pending.OfType<RecordPart>()],
        };
    }

    private static RecordPart? Latest(IEnumerable<RecordPart> parts) =>
        parts.OrderBy(part => part.Stamp).ThenBy(part => part.Position).LastOrDefault();
}
