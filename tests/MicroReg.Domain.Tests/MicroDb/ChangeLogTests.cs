using CsCheck;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class ChangeLogTests
{
    private static readonly Gen<(Position Position, int Kind)> Step = Gen.Select(
        Gen.ULong[1, 2], Gen.Long[1, 400], Gen.Int[0, 9], (origin, sequence, kind) => (new Position(new(origin), sequence), kind));

    [Fact]
    public void A_log_equals_a_sorted_map_after_any_additions_and_removals() =>
        Gen.Select(Step.Array[0, 600], Gen.Int[1, 8], Gen.Long[0, 400], Gen.Long[0, 400]).ForAll((steps, adds, seen1, seen2) =>
        {
            var log = new ChangeLog<string>();
            var model = new SortedDictionary<Position, string>();
            foreach (var (position, kind) in steps)
            {
                if (kind >= adds)
                {
                    log.Remove(position);
                    model.Remove(position);
                }
                else if (!model.TryAdd(position, position.ToString()))
                {
                    Assert.Throws<ArgumentException>(() => log.Add(position, "taken"));
                }
                else
                {
                    log.Add(position, position.ToString());
                }

                Assert.Equal(model.Count, log.Count);
                if (kind == 9)
                    Assert.Equal(model, log.Since(VersionVector.Empty));
                Assert.InRange(log.Entries, model.Count, (2 * model.Count) + (2 * 64));
            }

            var vector = VersionVector.Empty.Including(new(new(1), seen1)).Including(new(new(2), seen2));
            Assert.Equal(model.Where(entry => !vector.Covers(entry.Key)), log.Since(vector));
            Assert.Equal(model, log.Since(VersionVector.Empty));
        }, cases: 500);

    /// <summary>
    /// Adds changes from the last to the first, as when a file is read backwards. Insertion in place would take quadratic time, which is
    /// hours for a million.
    /// </summary>
    [Fact]
    public void A_million_changes_may_be_added_out_of_order()
    {
        const int Changes = 1_000_000;
        var log = new ChangeLog<int>();
        for (var i = Changes; i > 0; i--)
            log.Add(new(new(1), i), i);
        Assert.Equal(Enumerable.Range(1, Changes), log.Since(VersionVector.Empty).Select(change => change.Value));
    }

    [Fact]
    public void A_log_whose_changes_are_superseded_stays_small()
    {
        var log = new ChangeLog<int>();
        for (var i = 1; i <= 100_000; i++)
        {
            log.Add(new(new(1), i), i);
            log.Remove(new(new(1), i - 10));
        }

        Assert.Equal(10, log.Count);
        Assert.InRange(log.Entries, 10, 84);
    }
}
