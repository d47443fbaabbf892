using System.Globalization;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "90000")]
    [InlineData(true, "90000 90000")]
    [InlineData(true, "-90000 -91000 0")]
    [InlineData(false, "90000 -90000")]
    [InlineData(false, "90000 200000")]
    [InlineData(false, "60000 60000")]
    [InlineData(false, "90000 0 5")]
    [InlineData(true, "70000 95000")]
    [InlineData(false, "61000 95000")]
    [InlineData(true, "-90000")]
    [InlineData(true, "-90000 -200000")]
    [InlineData(false, "-60000")]
    [InlineData(false, "-90000 5")]
    public void A_clock_is_intolerable_if_two_agreeing_nodes_are_far_from_it_or_it_is_ahead_of_all(bool expected, string ahead) =>
        Assert.Equal(expected, ClockSkew.IsIntolerable(
            [.. ahead.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => long.Parse(one, CultureInfo.InvariantCulture))]));
}
