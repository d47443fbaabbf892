namespace MicroReg.Storage.Tests;

public sealed class StorageOptionsTests
{
    [Fact]
    public void The_defaults_are_as_documented()
    {
        var options = new StorageOptions();
        Assert.Equal("microreg-data", options.Directory);
        Assert.Equal(FsyncMode.Checkpoint, options.Fsync);
        Assert.Equal((4096, 1000, (int?)null), (options.CacheKiB, options.CheckpointPages, options.MaxPages));
    }

    [Fact]
    public void Node_ids_are_sixteen_hexadecimal_digits_and_differ()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => NodeIds.Draw()).ToHashSet();
        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.True(NodeIds.IsNodeId(id)));
        Assert.All((string[])["", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdefg"], text =>
            Assert.False(NodeIds.IsNodeId(text)));
    }
}
