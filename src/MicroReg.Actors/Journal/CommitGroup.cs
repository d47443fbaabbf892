using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Journal;

/// <summary>What commits that are written together amount to.</summary>
internal static class CommitGroup
{
    /// <summary>
    /// Joins commits, in order: of several records of a key the last counts, and so does the last fact. A commit that
    /// replaces everything also replaces what those before it in the group wrote.
    /// </summary>
    public static StoreBatch Join(List<Append> commits)
    {
        var last = commits[^1];
        if (commits.Count == 1)
            return new StoreBatch(last.Records, last.Dropped, last.Vector, last.GreatestTime)
            {
                Cluster = last.Cluster,
                ReplacesAll = last.ReplacesAll,
                TotalCount = last.TotalCount
            };
        var replacement = commits.FindLastIndex(commit => commit.ReplacesAll);
        var records = new Dictionary<InstanceKey, ServiceRecord>();
        var dropped = new HashSet<InstanceKey>();
        foreach (var commit in commits.Skip(replacement))
        {
            foreach (var key in commit.Dropped)
            {
                records.Remove(key);
                dropped.Add(key);
            }

            foreach (var record in commit.Records)
            {
                records[record.Key] = record;
                dropped.Remove(record.Key);
            }
        }

        return new StoreBatch([.. records.Values], [.. dropped], last.Vector, last.GreatestTime)
        {
            Cluster = commits.FindLast(commit => commit.Cluster is not null)?.Cluster,
            ReplacesAll = replacement >= 0,
            TotalCount = last.TotalCount,
        };
    }
}
