using MicroReg.Client.Calls;
using MicroReg.Client.Registration;
using MicroReg.Client.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Client.Tests.Nodes;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_as_documented()
    {
        var watcher = new RegistryWatcherOptions();
        Assert.Equal((12, 5, 2, 1),
            (watcher.Silence.TotalSeconds, watcher.AnswerTimeout.TotalSeconds, watcher.LongestBackoff.TotalSeconds,
            watcher.CacheInterval.TotalSeconds));
        Assert.True(watcher.StartAnywhere);
        Assert.Null(watcher.CacheFile);
        var registration = new RegistrationOptions();
        Assert.Equal((0.5, 3, 30, 5, 5),
            (registration.DrainTime.TotalSeconds, registration.StopTimeout.TotalSeconds, registration.LookInterval.TotalSeconds,
            registration.LongestBackoff.TotalSeconds, registration.CallTimeout.TotalSeconds));
        Assert.Null(registration.Ttl);
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var options = new RegistryWatcherOptions { Silence = TimeSpan.Zero };
        options.Nodes.Add(new Uri("ftp://registry"));
        options.Nodes.Add(new Uri("registry", UriKind.Relative));

        var error = Assert.Throws<ArgumentException>(() => new RegistryWatcher(options));
        Assert.Equal(
            "The options of RegistryWatcher are wrong. Nodes: must be addresses like http://registry-1:8000, not \"ftp://registry/\"; "
            + "Nodes: must be addresses like http://registry-1:8000, not \"registry\"; Silence: must be positive, not 00:00:00.",
            error.Message);
        Assert.Contains("Nodes: must have at least one address", Assert.Throws<ArgumentException>(() => new RegistryClient(new())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_registration_without_a_name_fails_when_it_is_configured()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMicroRegRegistration(options =>
        {
            options.Nodes.Add(new Uri("http://127.0.0.1:8000"));
            options.Port = 70_000;
            options.Ttl = TimeSpan.FromDays(2);
        }));
        Assert.Contains("Service: must be given; Port: must be 1 to 65535, not 70000; Ttl: must be 1 s to 24 h, not 2.00:00:00",
            error.Message, StringComparison.Ordinal);
    }
}
