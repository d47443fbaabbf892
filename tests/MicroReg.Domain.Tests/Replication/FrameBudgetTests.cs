using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication;

public sealed class FrameBudgetTests
{
    private const int PartBytes = 100;

    private static readonly Stamp Stamp = new(new HybridTime(1), Peers.Self);

    [Fact]
    public void A_part_always_fits_into_an_empty_frame() => Assert.Equal(1, Filled(bytes: 1));

    [Fact]
    public void A_frame_takes_what_fits()
    {
        Assert.Equal(3, Filled(3 * PartBytes));
        Assert.Equal(2, Filled((3 * PartBytes) - 1));
    }

    [Fact]
    public void A_frame_takes_the_part_at_the_given_position()
    {
        var record = Record(1) with
        {
            Reported = new Reported(Stamp, Stamp, new Position(Peers.Self, 2), ServiceStatus.Stopped),
            Health = new HealthVerdict(Stamp, Stamp, new Position(Peers.Self, 3), InstanceHealth.Failing),
            EarlyParts = [new Reported(
                new Stamp(new HybridTime(9), Peers.Self), Stamp, new Position(Peers.Self, 4), ServiceStatus.Running)],
        };
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(int.MaxValue, _ => PartBytes);
        for (var sequence = 4; sequence >= 1; sequence--)
            Assert.True(budget.Take(new Position(Peers.Self, sequence), record.Key, record, parts));
        Assert.Equal(record.Parts().Reverse(), parts.Select(change => change.Part));
    }

    private static int Filled(int bytes)
    {
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(bytes, _ => PartBytes);
        while (budget.Take(new Position(Peers.Self, 1), Record(1).Key, Record(1), parts))
            Assert.InRange(parts.Count, 0, 100);
        return parts.Count;
    }

    private static ServiceRecord Record(long sequence) => new()
    {
        Key = new("orders", "host", 1),
        Head = new Registration(Stamp, new Position(Peers.Self, sequence), 1, Stamp, InstanceAttributes.Default),
    };
}
