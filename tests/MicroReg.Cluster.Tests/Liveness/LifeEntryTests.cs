using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

public sealed class LifeEntryTests
{
    [Fact]
    public void A_line_says_what_was_noted()
    {
        var entry = new LifeEntry(LifeDeed.Heartbeat, Lived.Key, 123_456_789.12345678, 123_456_790.5);

        Assert.Equal(entry, LifeEntry.Parse($"{entry}"));
    }

    [Fact]
    public void A_line_that_a_killed_process_did_not_finish_says_nothing()
    {
        var line = $"{new LifeEntry(LifeDeed.Heartbeat, Lived.Key, 1_000.25, 1_010.5)}";

        Assert.All(Enumerable.Range(0, line.Length), length => Assert.Null(LifeEntry.Parse(line[..length])));
    }

    [Fact]
    public void A_life_is_put_together_from_what_was_noted_in_any_order()
    {
        LifeEntry[] entries =
        [
            new(LifeDeed.Died, Lived.Key, 30),
            new(LifeDeed.Born, Lived.Key, 10), new(LifeDeed.Born, Lived.Key, 50), new(LifeDeed.Heartbeat, Lived.Key, 20, 25),
            new(LifeDeed.Refused, Lived.Key, 52), new(LifeDeed.Left, Lived.Key, 60), new(LifeDeed.Died, Lived.Key, 61),
        ];

        var life = Assert.Single(Life.Of(entries, LifeTerms.Leased(2)));

        Assert.Equal([new Spell(10, 30), new Spell(50, 61)], life.Spells);
        Assert.Equal([new Heartbeat(20, 25)], life.Heartbeats);
        Assert.Equal((1, 60), (life.Refused, life.Left));
    }
}
