using CsCheck;
using MicroReg.Domain.MicroDb;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class PartitionedDictionaryTests
{
    [Fact]
    public void A_table_equals_a_dictionary_after_any_changes() =>
        Gen.Select(Gen.Int[0, 300], Gen.Bool).Array[0, 1000].ForAll(steps =>
        {
            var (parts, model) = (new PartitionedDictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>());
            foreach (var (number, isRemoval) in steps)
            {
                var (key, value) = ($"key-{number}", $"value-{model.Count}");
                if (isRemoval)
                {
                    parts.Remove(key);
                    model.Remove(key);
                }
                else
                {
                    parts.Set(key, value);
                    model[key] = value;
                }

                Assert.Equal(model.GetValueOrDefault(key), parts.Find(key));
                Assert.Equal(model.Count == 0, parts.IsEmpty);
            }

            Assert.Equal(model.OrderBy(entry => entry.Key, StringComparer.Ordinal),
                parts.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        }, cases: 200);

    [Fact]
    public void Keys_that_the_comparer_calls_equal_share_an_entry()
    {
        var parts = new PartitionedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        parts.Set("Key", "first");
        parts.Set("kEY", "second");
        Assert.Equal("second", parts.Find("key"));
        Assert.Single(parts.Entries);
    }

    [Fact]
    public async Task Readers_find_current_entries_while_the_writer_goes_on()
    {
        const int Lasting = 50;
        const int Rounds = 300_000;
        var table = new PartitionedDictionary<string, Version>(StringComparer.Ordinal);
        string[] lasting = [.. Enumerable.Range(0, Lasting).Select(number => $"lasting-{number}")];
        string[] passing = [.. Enumerable.Range(0, 400).Select(number => $"passing-{number}")];
        void Set(string key, int round) => table.Set(key, new Version(round, 0));
        foreach (var key in lasting)
            Set(key, 0);
        using var begun = new CountdownEvent(2);
        var isOver = false;

        long Read()
        {
            var latest = new int[Lasting];
            var reads = 0L;
            begun.Signal();
            do
            {
                for (var number = 0; number < Lasting; number++)
                {
                    var found = table.Find(lasting[number]);
                    Assert.InRange(found!.Major, latest[number], Rounds);
                    latest[number] = found.Major;
                }

                Assert.Equal(Lasting, table.Entries.Count(entry => entry.Key.StartsWith("lasting", StringComparison.Ordinal)));
                reads++;
            }
            while (!Volatile.Read(ref isOver));
            return reads;
        }

        var readers = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning)).ToArray();
        begun.Wait();
        for (var round = 1; round <= Rounds && !readers.Any(reader => reader.IsFaulted); round++)
        {
            Set(lasting[round % Lasting], round);

            // The table grows and shrinks repeatedly.
            var key = passing[round * 7 % passing.Length];
            if (round / 400 % 2 == 0)
                Set(key, round);
            else
                table.Remove(key);
        }

        Volatile.Write(ref isOver, true);
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }
}
