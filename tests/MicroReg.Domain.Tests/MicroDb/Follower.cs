using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.MicroDb;

/// <summary>Keeps a copy by the published contract: it reads pages since a cursor, and starts over at a reset.</summary>
internal sealed class Follower<TKey, TRecord>(FollowedMicroDb<TKey, TRecord> database)
    where TKey : notnull
    where TRecord : class
{
    public Dictionary<TKey, TRecord> Copy { get; } = [];

    public VersionVector Cursor { get; private set; } = VersionVector.Empty;

    public int Resets { get; private set; }

    public ChangePage<TKey, TRecord> TakePage(int limit)
    {
        var page = database.ChangesSince(Cursor, limit);
        if (page.Reset)
        {
            Copy.Clear();
            Resets++;
        }

        foreach (var change in page.Changes)
        {
            if (change.Record is null)
                Copy.Remove(change.Key);
            else
                Copy[change.Key] = change.Record;
        }

        Assert.Equal(page.Changes.Select(change => change.Position).Order(), page.Changes.Select(change => change.Position));
        Assert.True(page.Cursor.Covers(Cursor));
        Cursor = page.Cursor;
        return page;
    }

    public void CatchUp(int limit)
    {
        for (var pages = 0; TakePage(limit).More; pages++)
            Assert.True(pages < 100_000, "The follower makes no progress.");
    }
}
