using System.Net;
using MicroReg.Client.Discovery;
using MicroReg.Client.Tests.Fakes;
using MicroReg.Client.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Client.Tests.Discovery;

/// <summary>Service names are resolved to endpoints through .NET's own service discovery.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task The_running_instances_are_the_endpoints_for_any_form_of_host()
    {
        await using var services = Services(new FixedWatcher(Snapshot(
            Instance("orders", "127.0.0.1", 1), Instance("orders", "http://orders-2.internal", 2), Instance("orders", "[::1]", 3),
            Instance("orders", "127.0.0.1", 4, "draining"))));

        Assert.Equal(
            [
                new IPEndPoint(IPAddress.Loopback, 1), new DnsEndPoint("orders-2.internal", 2), new IPEndPoint(IPAddress.IPv6Loopback, 3),
            ],
            await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task An_instance_that_was_registered_with_another_scheme_is_left_out()
    {
        await using var services = Services(
            new FixedWatcher(Snapshot(Instance("orders", "https://127.0.0.1", 1), Instance("orders", "127.0.0.1", 2))));

        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 2)], await EndPointsAsync(services, "http://orders"));
        Assert.Equal(2, (await EndPointsAsync(services, "https+http://orders")).Count);
    }

    [Fact]
    public async Task While_any_instance_runs_in_the_zone_only_instances_there_are_used()
    {
        var watcher = new FixedWatcher(
            Snapshot(Instance("orders", "127.0.0.1", 1, zone: "a"), Instance("orders", "127.0.0.1", 2, zone: "b")));
        await using var services = Services(watcher, options => options.Zone = "b");

        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 2)], await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task A_name_is_found_in_any_letter_case_because_the_host_of_a_URL_is_in_lower_case()
    {
        await using var services = Services(new FixedWatcher(Snapshot(Instance("Orders", "127.0.0.1", 1))));

        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 1)], await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task The_token_fires_when_this_service_changes_and_not_when_another_one_does()
    {
        var orders = Instance("orders", "127.0.0.1", 1);
        var before = Snapshot(orders);
        var watcher = new FixedWatcher(before);
        await using var services = Services(watcher);
        var source = await services.GetRequiredService<ServiceEndpointResolver>()
            .GetEndpointsAsync("http://orders", CancellationToken.None);

        watcher.Change(before with { Services = before.Services.Add("stock", [Instance("stock", "127.0.0.1", 9)]) });
        Assert.False(source.ChangeToken.HasChanged);
        watcher.Change(Snapshot(orders with { Status = "stopped" }, Instance("orders", "127.0.0.1", 2)));
        Assert.True(source.ChangeToken.HasChanged);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 2)], await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task A_service_that_is_registered_later_is_noticed_in_any_letter_case()
    {
        var stock = Instance("stock", "127.0.0.1", 9);
        var watcher = new FixedWatcher(Snapshot(stock));
        await using var services = Services(watcher);
        var source = await services.GetRequiredService<ServiceEndpointResolver>()
            .GetEndpointsAsync("http://orders", CancellationToken.None);
        watcher.Change(Snapshot(stock with { Version = "2" }));
        Assert.False(source.ChangeToken.HasChanged);
        watcher.Change(Snapshot(stock, Instance("Orders", "127.0.0.1", 1)));

        Assert.True(source.ChangeToken.HasChanged);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 1)], await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task A_name_that_is_not_registered_or_names_an_endpoint_is_left_to_other_providers()
    {
        await using var services = Services(new FixedWatcher(Snapshot(Instance("orders", "127.0.0.1", 1))));

        Assert.Equal([new DnsEndPoint("stock", 80)], await EndPointsAsync(services, "http://stock"));
        Assert.Equal([new DnsEndPoint("orders", 80)], await EndPointsAsync(services, "http://_admin.orders"));
    }

    [Fact]
    public async Task Configuration_takes_precedence_over_the_registry()
    {
        await using var services = Services(
            new FixedWatcher(Snapshot(Instance("orders", "127.0.0.1", 1))),
            settings: new() { ["Services:orders:default:0"] = "127.0.0.2:80" });

        Assert.Equal([new IPEndPoint(IPAddress.Parse("127.0.0.2"), 80)], await EndPointsAsync(services, "http://orders"));
    }

    [Fact]
    public async Task The_first_lookup_waits_for_the_copy_but_not_forever()
    {
        var time = new FakeTimeProvider();
        var watcher = new FixedWatcher(Snapshot(Instance("orders", "127.0.0.1", 1)), isUsable: false);
        await using var services = Services(watcher, time: time);
        var orders = EndPointsAsync(services, "http://orders");
        var stock = EndPointsAsync(services, "http://stock");
        await Patience.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(stock.IsCompleted ? 0 : 1));
                return stock.IsCompleted;
            },
            () => "It still waits.");

        Assert.Equal([new DnsEndPoint("stock", 80)], await stock);
        Assert.NotEmpty(await orders.Soon());
    }

    [Fact]
    public async Task A_disposed_source_is_not_called_at_changes_any_more()
    {
        var watcher = new FixedWatcher(Snapshot(Instance("orders", "127.0.0.1", 1)));
        await using (var services = Services(watcher))
        {
            await EndPointsAsync(services, "http://orders");
            Assert.Equal(1, watcher.Observers);
        }

        Assert.Equal(0, watcher.Observers);
    }

    private static async Task<IReadOnlyList<EndPoint>> EndPointsAsync(ServiceProvider services, string name)
    {
        var source = await services.GetRequiredService<ServiceEndpointResolver>().GetEndpointsAsync(name, CancellationToken.None);
        return [.. source.Endpoints.Select(endpoint => endpoint.EndPoint)];
    }

    private static ServiceProvider Services(
        IRegistryWatcher watcher, Action<DiscoveryOptions>? configure = null,
        Dictionary<string, string?>? settings = null, TimeProvider? time = null) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build())
            .AddSingleton(watcher)
            .AddMicroRegServiceDiscovery(configure)
            .BuildServiceProvider();

    private static RegistrySnapshot Snapshot(params ServiceInstance[] instances) => RegistrySnapshot.Empty with
    {
        Services = RegistrySnapshot.Empty.Services.AddRange(instances.GroupBy(instance => instance.Service)
            .Select(service => KeyValuePair.Create(service.Key, System.Collections.Immutable.ImmutableArray.CreateRange(service)))),
    };

    private static ServiceInstance Instance(string service, string host, int port, string status = "running", string? zone = null) =>
        new() { Service = service, Host = host, Port = port, Status = status, Zone = zone, Version = $"{port}{status}" };
}
