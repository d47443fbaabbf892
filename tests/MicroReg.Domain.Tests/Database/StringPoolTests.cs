using MicroReg.Domain.Database;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Database;

public sealed class StringPoolTests
{
    private readonly StringPool _pool = new();

    [Fact]
    public void Equal_texts_are_shared_and_different_ones_unchanged()
    {
        var first = _pool.Share(new string('a', 9));

        Assert.Same(first, _pool.Share(new string('a', 9)));
        Assert.Equal("b", _pool.Share("b"));
        Assert.Equal(new string('c', 1000), _pool.Share(new string('c', 1000)));
    }

    [Fact]
    public void Attributes_with_shared_texts_equal_the_originals()
    {
        var given = new InstanceAttributes
        {
            Metadata = Metadata.From([new("team", "sales"), new("version", "1")]),
            Tags = ["a", "b"],
            Zone = "z",
            Weight = 0,
            Status = ServiceStatus.Stopped,
            TtlSeconds = 5,
            Check = new HealthCheck(HealthCheckKind.Http),
        };

        Assert.Equal(given, _pool.Share(given));
        Assert.Equal(InstanceAttributes.Default, _pool.Share(InstanceAttributes.Default));
    }

    [Fact]
    public void Instances_that_are_tagged_alike_share_their_tags()
    {
        var first = _pool.Share(new InstanceAttributes { Tags = [new('b', 4), new('p', 6)] });

        Assert.True(first.Tags == _pool.Share(new InstanceAttributes { Tags = [new('b', 4), new('p', 6)] }).Tags);
        Assert.Equal(["pppppp", "bbbb"], _pool.Share(new InstanceAttributes { Tags = ["pppppp", "bbbb"] }).Tags.AsEnumerable());
    }

    [Fact]
    public void Long_tags_and_long_lists_of_tags_are_not_pooled()
    {
        foreach (string[] tags in (string[][])[["a", new('b', 65)], [.. Enumerable.Range(0, 9).Select(number => $"tag-{number}")]])
        {
            var first = _pool.Share(new InstanceAttributes { Tags = [.. tags] }).Tags;
            var second = _pool.Share(new InstanceAttributes { Tags = [.. tags] }).Tags;
            Assert.Equal(tags, first.AsEnumerable());
            Assert.False(first == second);
        }
    }

    [Fact]
    public void Shared_tags_are_right_however_many_are_pooled()
    {
        for (var number = 0; number < 10_000; number++)
            Assert.Equal(["a", $"tag-{number}"], _pool.Share(new InstanceAttributes { Tags = ["a", $"tag-{number}"] }).Tags.AsEnumerable());
    }

    [Fact]
    public void Shared_texts_are_right_however_many_are_pooled()
    {
        for (var number = 0; number < 100_000; number++)
            Assert.Equal($"text-{number}", _pool.Share($"text-{number}"));
    }
}
