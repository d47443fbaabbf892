using System.Text;
using CsCheck;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

public sealed class InstanceIdsTests
{
    private static readonly InstanceIds Ids = new();

    [Theory]
    [InlineData("orders", "10.0.0.7", 8080, 1520103429)]
    [InlineData("größe", "xn--gre-6ka8i.example", 1, 1982027110)]
    [InlineData("billing 😀", "[::1]", 65535, 2063039946)]
    public void The_label_of_a_key_is_frozen(string name, string host, int port, int expected) =>
        Assert.Equal(expected, First(new(name, host, port)));

    [Fact]
    public void Labels_follow_the_published_hash_for_any_name() =>
        Gen.Select(Gen.Int[0, 255].Select(length => new string('a', length)),
            Gen.OneOf(Gen.Const("😀"), Gen.Const("ß"), Gen.Const("€"), Gen.Const("b")).Array[0, 200])
            .ForAll((prefix, letters) =>
            {
                var key = new InstanceKey(prefix + string.Concat(letters), "host", 80);
                Assert.Equal((int)(Reference(key) & 0x7fffffff), First(key));
            }, cases: 3000);

    [Fact]
    public void The_boundary_between_name_and_host_changes_the_label()
    {
        Assert.NotEqual(First(new("ab", "c", 1)), First(new("a", "bc", 1)));
        Assert.NotEqual(First(new("ab", "", 1)), First(new("", "ab", 1)));
    }

    [Fact]
    public void A_full_label_space_is_used_up_before_it_fails() =>
        Gen.Int[1, 65535].Array[16].ForAll(ports =>
        {
            var ids = new InstanceIds(bits: 4);
            var taken = new HashSet<int>();
            for (var i = 0; i < ids.Capacity; i++)
                Assert.True(taken.Add(ids.Choose(new($"service-{i}", "host", ports[i]), label => !taken.Contains(label))));
            Assert.Equal(Enumerable.Range(1, 15), taken.Order());
            Assert.Throws<InvalidOperationException>(() => ids.Choose(new("late", "host", ports[15]), label => !taken.Contains(label)));
        }, cases: 1000);

    [Fact]
    public void Labels_are_positive_numbers_of_31_bits_and_seldom_collide()
    {
        var labels = Enumerable.Range(0, 100_000).Select(n => First(new($"s{n % 1000}", $"10.0.{n / 256}.{n % 256}", 80))).ToArray();
        Assert.All(labels, label => Assert.True(label > 0));
        // About n² / 2^32 = 2.3 collisions are expected. 20 would not be chance.
        Assert.InRange(labels.Distinct().Count(), 100_000 - 20, 100_000);
        Assert.Equal(int.MaxValue, Ids.Capacity);
    }

    private static int First(InstanceKey key) => Ids.Choose(key, _ => true);

    /// <summary>The documented hash, over whole byte arrays.</summary>
    private static ulong Reference(InstanceKey key)
    {
        const ulong prime = 1099511628211;
        byte[] bytes = [.. Encoding.UTF8.GetBytes(key.Name), 0xff, .. Encoding.UTF8.GetBytes(key.Host), 0xff];
        var hash = bytes.Aggregate(14695981039346656037UL, (compacted, octet) => (compacted ^ octet) * prime);
        hash = (hash ^ (uint)key.Port) * prime;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }
}
