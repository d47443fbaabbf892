using CsCheck;
using MicroReg.Domain.MicroDb;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class SingleWriterTableTests
{
    private static readonly Gen<(int Number, bool IsRemoval)[]> Steps = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 99], Gen.Int[20, 80])
        .Select((number, choice, removals) => (number, choice < removals)).Array[0, 600];

    [Theory]
    [InlineData(1)] // all in one chain
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void A_table_equals_a_dictionary_after_any_changes(int hashes) => Steps.ForAll(
        steps =>
        {
            var (table, model) = (new SingleWriterTable<string, string>(StringComparer.Ordinal), new Dictionary<string, string>());
            foreach (var (step, (number, isRemoval)) in steps.Index())
            {
                var (key, hash, value) = ($"key-{number}", (number * 7919) % hashes, $"value-{step}");
                if (isRemoval)
                {
                    table.Remove(key, hash);
                    model.Remove(key);
                }
                else
                {
                    table.Set(key, hash, value);
                    model[key] = value;
                }

                Assert.Equal(model.GetValueOrDefault(key), table.Find(key, hash));
                Assert.Null(table.Find("none", hash));
                Assert.Equal(model.Count == 0, table.IsEmpty);
            }

            Assert.Equal(model.OrderBy(entry => entry.Key, StringComparer.Ordinal),
                table.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        },
        cases: 300);

    [Fact]
    public void A_key_that_is_added_again_is_the_latest_object()
    {
        var table = new SingleWriterTable<string, string>(StringComparer.Ordinal);
        var (first, second) = (new string('k', 3), new string('k', 3));
        table.Set(first, 1, "a");
        table.Remove(first, 1);
        table.Set(second, 1, "b");
        Assert.Same(second, Assert.Single(table.Entries).Key);
    }

    [Fact]
    public async Task Readers_find_current_entries_while_the_writer_goes_on()
    {
        const int Lasting = 50;
        const int Rounds = 300_000;
        var table = new SingleWriterTable<string, Version>(StringComparer.Ordinal);
        string[] lasting = [.. Enumerable.Range(0, Lasting).Select(number => $"lasting-{number}")];
        string[] passing = [.. Enumerable.Range(0, 400).Select(number => $"passing-{number}")];
        void Set(string key, int round) => table.Set(key, key.GetHashCode(StringComparison.Ordinal), new Version(round, 0));
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
                    var found = table.Find(lasting[number], lasting[number].GetHashCode(StringComparison.Ordinal));
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
                table.Remove(key, key.GetHashCode(StringComparison.Ordinal));
        }

        Volatile.Write(ref isOver, true);
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }
}
