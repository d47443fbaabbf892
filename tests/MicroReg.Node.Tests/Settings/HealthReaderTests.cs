using System.Collections.Immutable;
using System.Net;
using Akka.Configuration;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Node.Settings;

namespace MicroReg.Node.Tests.Settings;

public sealed class HealthReaderTests
{
    [Fact]
    public void The_shipped_reference_agrees_with_the_defaults_in_code() => Assert.Equal(new HealthOptions(), Load(""));

    [Fact]
    public void Every_setting_is_read()
    {
        var read = Load("""
            default-check { kind = http, interval = 30s, timeout = 5s, failures = 2, successes = 4, path = "/health" }
            deregister-after = 1s
            allowed-networks = ["10.0.0.0/8"]
            denied-networks = ["10.1.0.0/16"]
            max-probes = 7
            hold-share = "20%"
            hold-least = 3
            hold-least-of-service = 2
            hold-window = 5s
            hold-at-most = 1m
            flap-changes = 0
            flap-window = 2m
            flap-quiet = 10s
            """);

        Assert.Equal(new HealthCheck(HealthCheckKind.Http, 30, 5, 2, 4, "/health"), read.DefaultCheck);
        Assert.True(read.Targets.Permit(IPAddress.Parse("10.0.0.1")));
        Assert.False(read.Targets.Permit(IPAddress.Parse("10.1.0.1")));
        Assert.False(read.Targets.Permit(IPAddress.Loopback));
        Assert.Equal(
            new HealthOptions
            {
                DefaultCheck = read.DefaultCheck,
                Targets = read.Targets,
                DeregisterAfter = TimeSpan.FromSeconds(1),
                MaxProbes = 7,
                SelfPreservationShare = 0.2,
                SelfPreservationMinimum = 3,
                SelfPreservationMinimumOfService = 2,
                SelfPreservationWindow = TimeSpan.FromSeconds(5),
                SelfPreservationMaximum = TimeSpan.FromMinutes(1),
                FlapChanges = 0,
                FlapWindow = TimeSpan.FromMinutes(2),
                FlapQuiet = TimeSpan.FromSeconds(10),
            },
            read);
    }

    [Theory]
    [InlineData("50%", 0.5)]
    [InlineData("0.25", 0.25)]
    [InlineData("100%", 1)]
    [InlineData("1", 1)]
    public void A_share_is_a_number_or_in_per_cent(string text, double share) =>
        Assert.Equal(share, Load($"hold-share = \"{text}\"").SelfPreservationShare);

    [Theory]
    [InlineData("default-check.kind = udp", "default-check.kind = \"udp\": must be one of tcp, http, none")]
    [InlineData("default-check.interval = 500ms", "default-check.interval = \"500ms\": must be a time such as")]
    [InlineData(
        "default-check.interval = 1500ms", "default-check.interval = \"1500ms\": must be a time such as 5s, 10m or 24h in whole seconds")]
    [InlineData(
        "default-check.timeout = 11s", "default-check.timeout = \"11s\": must be at most microreg.health.default-check.interval, 10s")]
    [InlineData("default-check.failures = 0", "default-check.failures = \"0\": must be a whole number from 1 to 100")]
    [InlineData("default-check.path = health", "default-check.path = \"health\": must begin with a slash")]
    [InlineData("deregister-after = 0s", "deregister-after = \"0s\": must be a time such as")]
    [InlineData("allowed-networks = [here]", "allowed-networks = [here]: 'here' must be a network such as")]
    [InlineData("hold-share = \"0%\"", "hold-share = \"0%\": must be a share such as")]
    [InlineData("hold-share = half", "hold-share = \"half\": must be a share such as")]
    [InlineData("hold-share = 2", "hold-share = \"2\": must be a share such as")]
    public void A_mistake_is_told_once_with_key_and_value(string setting, string error) =>
        Assert.StartsWith($"microreg.health.{error}", Assert.Single(ErrorsOf(setting)), StringComparison.Ordinal);

    private static HealthOptions Load(string text)
    {
        var settings = SettingsLoader.Load(ConfigurationFactory.ParseString($"microreg.health {{\n{text}\n}}"), out var errors);
        Assert.Empty(errors);
        return settings.Registry.Health;
    }

    private static ImmutableArray<string> ErrorsOf(string setting)
    {
        SettingsLoader.Load(ConfigurationFactory.ParseString($"microreg.health.{setting}"), out var errors);
        return errors;
    }
}
