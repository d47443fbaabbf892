using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>Options that are set in code keep the same rules as those of a registration.</summary>
public sealed class HealthOptionsTests
{
    [Theory]
    [InlineData(0, 1, "interval")]
    [InlineData(-1, 1, "interval")]
    [InlineData(3601, 2, "interval")]
    [InlineData(10, 0, "timeout")]
    [InlineData(10, 11, "timeout")]
    public void A_default_check_that_a_registration_could_not_ask_for_is_refused(int interval, int timeout, string parameter) =>
        Assert.StartsWith(
            $"check.{parameter}: must be ",
            Assert.Throws<ArgumentException>(
                () => new HealthOptions { DefaultCheck = new HealthCheck(HealthCheckKind.Tcp, interval, timeout) }).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_probe_at_a_time_is_refused(int most) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HealthOptions { MaxProbes = most });
}
