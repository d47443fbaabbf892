using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Records;

public sealed class ServiceStatusesTests
{
    [Theory]
    [InlineData(ServiceStatus.Running, InstanceHealth.Unknown, ServiceStatus.Running)]
    [InlineData(ServiceStatus.Running, InstanceHealth.Passing, ServiceStatus.Running)]
    [InlineData(ServiceStatus.Running, InstanceHealth.Failing, ServiceStatus.Error)]
    [InlineData(ServiceStatus.Draining, InstanceHealth.Passing, ServiceStatus.Draining)]
    [InlineData(ServiceStatus.Draining, InstanceHealth.Failing, ServiceStatus.Error)]
    [InlineData(ServiceStatus.Stopped, InstanceHealth.Passing, ServiceStatus.Stopped)]
    [InlineData(ServiceStatus.Stopped, InstanceHealth.Failing, ServiceStatus.Stopped)]
    [InlineData(ServiceStatus.Starting, InstanceHealth.Failing, ServiceStatus.Starting)]
    [InlineData(ServiceStatus.Error, InstanceHealth.Passing, ServiceStatus.Error)]
    [InlineData(ServiceStatus.Error, InstanceHealth.Failing, ServiceStatus.Error)]
    public void Health_turns_only_serving_instances_into_errors(ServiceStatus reported, InstanceHealth health, ServiceStatus expected) =>
        Assert.Equal(expected, ServiceStatuses.Effective(reported, health));

    [Theory]
    [InlineData("running", ServiceStatus.Running)]
    [InlineData("RUNNING", ServiceStatus.Running)]
    [InlineData("Stopped", ServiceStatus.Stopped)]
    [InlineData("error", ServiceStatus.Error)]
    [InlineData("sTaRtInG", ServiceStatus.Starting)]
    [InlineData("draining", ServiceStatus.Draining)]
    [InlineData("1", ServiceStatus.Running)]
    [InlineData("0", ServiceStatus.Stopped)]
    [InlineData("-1", ServiceStatus.Error)]
    [InlineData("2", ServiceStatus.Starting)]
    [InlineData("3", ServiceStatus.Draining)]
    public void A_status_is_its_number_or_its_name(string text, ServiceStatus expected)
    {
        Assert.True(ServiceStatuses.TryParse(text, out var status));
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("-2")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    [InlineData("up")]
    [InlineData("running,stopped")]
    [InlineData("running ")]
    [InlineData(" 1")]
    public void An_unknown_word_is_not_a_status(string text) => Assert.False(ServiceStatuses.TryParse(text, out _));

    [Theory]
    [InlineData(-2)]
    [InlineData(4)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 32)]
    public void An_unknown_number_is_not_a_status(long number) => Assert.False(ServiceStatuses.TryParse(number, out _));

    [Fact]
    public void Every_status_is_parsed_from_its_name_and_its_number()
    {
        Assert.All(Enum.GetValues<ServiceStatus>(), status =>
        {
            Assert.True(ServiceStatuses.TryParse(ServiceStatuses.NameOf(status), out var byName) && byName == status);
            Assert.True(ServiceStatuses.TryParse((long)status, out var byNumber) && byNumber == status);
            Assert.Contains($"{ServiceStatuses.NameOf(status)} ({(int)status})", ServiceStatuses.Accepted, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Running_is_preferred_most_and_stopped_least() => Assert.Equal(
        [ServiceStatus.Running, ServiceStatus.Draining, ServiceStatus.Starting, ServiceStatus.Error, ServiceStatus.Stopped],
        Enum.GetValues<ServiceStatus>().OrderByDescending(ServiceStatuses.Preference));
}
