using Akka.Configuration;
using MicroReg.Hosting;
using MicroReg.Node.Settings;
using MicroReg.Storage;
using Microsoft.Extensions.Logging;

namespace MicroReg.Node.Tests.Settings;

public sealed class SettingsLoaderTests
{
    [Fact]
    public void The_shipped_reference_has_no_mistake_and_agrees_with_the_defaults_in_code()
    {
        var node = Load("");
        var settings = node.Registry;

        Assert.Equal(new HttpSettings("127.0.0.1", 8000, 10_000, TimeSpan.FromMinutes(2)), node.Http);
        Assert.Equal(new LogSettings(false, LogLevel.Information), node.Log);
        Assert.Equal(new MicroRegSettings().XmlRpc, settings.XmlRpc);
        Assert.Equal(new MicroRegSettings().Events, settings.Events);
        Assert.Equal(new MicroRegSettings().ServiceDb.CallTimeout, settings.ServiceDb.CallTimeout);
        Assert.Equal(new MicroRegSettings().Replication.Retention, settings.Replication.Retention);
        Assert.Equal(new MicroRegSettings().MicroDb.MaxPendingCommits, settings.MicroDb.MaxPendingCommits);
        Assert.Equal(new MicroRegSettings().MicroDb.MaxTombstones, settings.MicroDb.MaxTombstones);
        Assert.Equal(new MicroRegSettings().Journal.ProbeInterval, settings.Journal.ProbeInterval);
        Assert.Equal(new StorageOptions().CacheKiB, settings.Storage.CacheKiB);
        Assert.Equal(new StorageOptions().Fsync, settings.Storage.Fsync);
        Assert.Equal(Path.GetFullPath(new StorageOptions().Directory), Path.GetFullPath(settings.Storage.Directory));
        Assert.Equal(Environment.MachineName, settings.NodeName);
        Assert.Equal(4053, settings.Cluster!.Port);
        Assert.Equal(new MicroRegSettings().Replication, settings.Replication);
        Assert.Equal(new MicroRegSettings().MicroDb.Acknowledgement, settings.MicroDb.Acknowledgement);
        Assert.False(settings.MicroDb.IsStrict);
        Assert.Equal(TimeSpan.Zero, settings.ClockOffset);
        Assert.False(settings.AllowCollect);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_key_and_value()
    {
        SettingsLoader.Load(
            ConfigurationFactory.ParseString("""
                microreg.http.port = 99999
                microreg.http.bind = nowhere
                microreg.registry.call-timeout = soon
                microreg.xmlrpc.max-body = 3 bananas
                microreg.storage.fsync = sometimes
                microreg.diagnostics.allow-collect = perhaps
                microreg.cluster.seeds = ["10.0.0.1:4053", "10.0.0.2"]
                microreg.http.prot = 8000
                micoreg.http.port = 8000
                """),
            out var errors);

        Assert.Equal(9, errors.Length);
        Assert.Contains(
            errors,
            error => error.StartsWith("microreg.http.port = \"99999\": must be a whole number from 0 to 65535", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("microreg.http.bind = \"nowhere\"", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("\"soon\": must be a time such as", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("\"3 bananas\": must be a size", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("must be one of checkpoint, always", StringComparison.Ordinal));
        Assert.Contains(
            errors,
            error => error.StartsWith("microreg.cluster.seeds = [10.0.0.1:4053, 10.0.0.2]: must be nodes as", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("microreg.http.prot: no such setting", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("micoreg.http.port: no such setting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5 m", 90_000)]
    [InlineData("1h", 3_600_000)]
    public void Times_are_read_as_people_write_them(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Load($"microreg.registry.call-timeout = \"{text}\"").Registry.ServiceDb.CallTimeout.TotalMilliseconds);

    [Theory]
    [InlineData("2048B", 2048)]
    [InlineData("64KiB", 65536)]
    [InlineData("2 MiB", 2097152)]
    [InlineData("1MB", 1000000)]
    public void Sizes_are_read_as_people_write_them(string text, int bytes) =>
        Assert.Equal(bytes, Load($"microreg.xmlrpc.max-body = \"{text}\"").Registry.XmlRpc.Limits.MaxBodyBytes);

    [Fact]
    public void Tuning_of_akka_is_no_unknown_setting() =>
        Assert.Equal("200ms", Load("akka.scheduler.tick-duration = 200ms").Registry.Akka.GetString("akka.scheduler.tick-duration"));

    private static NodeSettings Load(string text)
    {
        var settings = SettingsLoader.Load(ConfigurationFactory.ParseString(text), out var errors);
        Assert.Empty(errors);
        return settings;
    }
}
