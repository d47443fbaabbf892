using System.Text;
using CsCheck;
using MicroReg.Client.Watching.Copying;
using MicroReg.Client.Watching.Streaming;

namespace MicroReg.Client.Tests.Watching.Copying;

/// <summary>The copy always equals what the servers have, for any changes and wherever the streams break.</summary>
public sealed class CopyPropertyTests
{
    /// <summary>One part of a run: some changes, then a stream of one server that breaks after some bytes.</summary>
    private sealed record Part((int Instance, bool IsGone)[] Changes, int Behind, bool IsReset, int PageSize, double Cut);

    private static readonly Gen<Part> AnyPart = Gen.Select(
        Gen.Select(Gen.Int[0, 8], Gen.Bool).Array[0, 12],
        Gen.Int[0, 3],
        Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Int[1, 5],
        Gen.Double[0, 1],
        (changes, behind, isReset, pageSize, cut) => new Part(changes, behind, isReset, pageSize, cut));

    [Fact]
    public void Streams_that_are_cut_anywhere_and_resumed_at_other_servers_give_the_same_copy_as_an_unbroken_one() =>
        AnyPart.Array[1, 12].ForAll(parts => RunAsync(parts).GetAwaiter().GetResult(), cases: 1_500);

    private static async Task RunAsync(Part[] parts)
    {
        var registry = new ModelRegistry();
        var copy = new RegistryCopy();
        var confirmed = 0;
        foreach (var part in parts)
        {
            foreach (var (instance, isGone) in part.Changes)
                registry.Change(instance, isGone);

            // A server may lag behind, but it catches up to the cursor before it answers.
            var seen = Math.Max(CursorOf(copy).Needed, registry.Count - part.Behind);
            confirmed = await FollowAsync(copy, registry, seen, part, part.Cut, confirmed);
        }

        await FollowAsync(copy, registry, registry.Count, parts[^1] with { IsReset = false }, 1, confirmed);
        Assert.Equal(registry.StateAt(registry.Count), Describe(copy));
    }

    /// <summary>Reads one stream up to the cut, and checks the copy at every cursor.</summary>
    /// <returns>The number of changes that the live copy was last confirmed to include.</returns>
    private static async Task<int> FollowAsync(RegistryCopy copy, ModelRegistry registry, int seen, Part part, double cut, int confirmed)
    {
        var isReset = part.IsReset || copy.ResumeFrom.Length == 0;
        var text = string.Concat(registry.Stream(CursorOf(copy).At, seen, isReset, part.PageSize).Select(item => item.Text));
        var bytes = Encoding.UTF8.GetBytes(text);
        using var stream = new MemoryStream(bytes[..(int)(bytes.Length * cut)]);
        if (isReset)
            copy.OnReset();
        var live = copy.Live;
        await foreach (var item in EventStream.ReadAsync(stream, CancellationToken.None))
        {
            if (item is StreamItem.Change change)
                copy.OnChange(change.Instance);
            else if (item is StreamItem.Reset)
                copy.OnReset();
            else if (item is StreamItem.Cursor(var cursor, var more))
                (live, confirmed) = OnCursor(copy, registry, cursor, more, live, confirmed);
            Assert.Same(live, copy.Live);
        }

        copy.OnBroken();
        return confirmed;
    }

    private static (CopyState Live, int Confirmed) OnCursor(
        RegistryCopy copy, ModelRegistry registry, string cursor, bool more, CopyState live, int confirmed)
    {
        var end = copy.OnCursor(cursor, more);
        if (end == PageEnd.Doubtful)
        {
            Assert.Same(live, copy.Live);
            copy.Adopt();
            end = PageEnd.Confirmed;
        }

        if (end == PageEnd.Copying)
            Assert.Same(live, copy.Live);
        if (end != PageEnd.Confirmed)
            return (copy.Live, confirmed);
        confirmed = int.Parse(cursor);
        Assert.Equal(registry.StateAt(confirmed), Describe(copy));
        return (copy.Live, confirmed);
    }

    private static (int At, int Needed) CursorOf(RegistryCopy copy)
    {
        var fields = copy.ResumeFrom.Split('-');
        return copy.ResumeFrom.Length == 0 ? (0, 0) : (int.Parse(fields[0]), int.Parse(fields[^1]));
    }

    private static string Describe(RegistryCopy copy) => string.Join(", ", copy.Live.Services
        .OrderBy(service => service.Key, StringComparer.Ordinal)
        .SelectMany(service => service.Value)
        .Select(instance => $"{instance.Service}:{instance.Port}@{instance.Version}"));
}
