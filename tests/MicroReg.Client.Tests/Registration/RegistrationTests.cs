using MicroReg.Client.Registration;
using MicroReg.Client.Tests.Calls;
using MicroReg.Client.Tests.Fakes;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Client.Tests.Registration;

/// <summary>A web application that registers itself with a fake node.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private static readonly XmlRpcOutcome False = XmlRpcOutcome.Of(XmlRpcValue.Of(false));

    private readonly FakeTimeProvider _time = new();
    private FakeNode _node = null!;
    private WebApplication _app = null!;

    public async Task InitializeAsync() => _node = await FakeNode.StartAsync();

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task An_application_registers_the_address_of_its_server_and_reports_it()
    {
        await StartAsync(options =>
        {
            options.Tags.Add("v2");
            options.Metadata["team"] = "sales";
        });
        var state = _app.Services.GetRequiredService<IRegistrationState>();
        await state.WhenRegisteredAsync().Soon();

        var call = await _node.NextCallAsync();
        Assert.Equal($"register orders 127.0.0.1 {Port} running ?", RegistryClientTests.Describe(call));
        Assert.Equal(
            XmlRpcValue.Of(new XmlRpcStruct
            {
                { "tags", XmlRpcValue.Of([XmlRpcValue.Of("v2")]) },
                { "metadata", XmlRpcValue.Of(new XmlRpcStruct { { "team", "sales" } }) },
            }),
            call.Parameters[4]);
        Assert.Equal(("orders", 7), (state.Service, state.Id));
    }

    [Fact]
    public async Task An_application_starts_without_any_node_and_is_registered_when_one_comes()
    {
        _node.Answer = _ => XmlRpcOutcome.Failed(503, "Not yet.");
        await StartAsync();
        await _node.NextCallAsync();
        Assert.Null(_app.Services.GetRequiredService<IRegistrationState>().Id);
        _node.Answer = _ => XmlRpcOutcome.Of(XmlRpcValue.Of(9));

        await AdvanceUntilAsync(
            _app.Services.GetRequiredService<IRegistrationState>().WhenRegisteredAsync(), TimeSpan.FromMilliseconds(50));
        Assert.Equal(9, _app.Services.GetRequiredService<IRegistrationState>().Id);
    }

    [Fact]
    public async Task With_a_lease_it_sends_a_heartbeat_every_third_of_it_and_registers_again_if_it_is_unknown()
    {
        await StartAsync(options => options.Ttl = TimeSpan.FromSeconds(30));
        Assert.StartsWith("register", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal($"heartbeat orders 127.0.0.1 {Port}", await NextAsync(TimeSpan.FromSeconds(10)));
        _node.Answer = call => call.MethodName == "heartbeat" ? False : XmlRpcOutcome.Of(XmlRpcValue.Of(8));
        Assert.StartsWith("heartbeat", await NextAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        Assert.StartsWith("register", await NextAsync(), StringComparison.Ordinal);
        _node.Answer = _ => XmlRpcOutcome.Failed(503, "Not now.");
        Assert.StartsWith("heartbeat", await NextAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        Assert.StartsWith("heartbeat", await NextAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_the_registry_lacks_heartbeats_it_registers_again_every_half_of_the_lease()
    {
        _node.Answer = call => call.MethodName == "heartbeat"
            ? XmlRpcOutcome.Failed(XmlRpcFaultCodes.MethodNotFound, "No such method.") : XmlRpcOutcome.Of(XmlRpcValue.Of(8));
        await StartAsync(options => options.Ttl = TimeSpan.FromSeconds(30));
        Assert.StartsWith("register", await NextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("heartbeat", await NextAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        var began = _time.GetUtcNow();
        Assert.StartsWith("register", await NextAsync(TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
        Assert.True(_time.GetUtcNow() - began >= TimeSpan.FromSeconds(15));
        Assert.StartsWith("register", await NextAsync(TimeSpan.FromSeconds(15)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_lease_it_asks_whether_it_is_still_registered()
    {
        await StartAsync();
        Assert.StartsWith("register", await NextAsync(), StringComparison.Ordinal);
        _node.Answer = call => XmlRpcOutcome.Of(XmlRpcValue.Of(1));
        Assert.Equal($"get_service_status orders 127.0.0.1 {Port}", await NextAsync(TimeSpan.FromSeconds(30)));
        _node.Answer = call => call.MethodName == "get_service_status" ? False : XmlRpcOutcome.Of(XmlRpcValue.Of(8));
        Assert.StartsWith("get_service_status", await NextAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        Assert.StartsWith("register", await NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_stop_it_drains_while_the_server_still_answers_and_is_then_unregistered()
    {
        await StartAsync();
        await NextAsync();
        var stopping = _app.StopAsync();
        Assert.Equal($"drain orders 127.0.0.1 {Port} 4", await NextAsync());
        using var http = new HttpClient();
        Assert.Equal("hello", await http.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/")));
        Assert.False(stopping.IsCompleted);

        Assert.Equal($"unregister orders 127.0.0.1 {Port}", await NextAsync(TimeSpan.FromMilliseconds(100)));
        await stopping.Soon();
    }

    [Fact]
    public async Task If_the_registry_cannot_drain_it_reports_the_draining_status_itself()
    {
        _node.Answer = call => call.MethodName switch
        {
            "drain" => XmlRpcOutcome.Failed(XmlRpcFaultCodes.MethodNotFound, "No such method."),
            "register" => XmlRpcOutcome.Of(XmlRpcValue.Of(7)),
            _ => XmlRpcOutcome.Of(XmlRpcValue.Of(true)),
        };
        await StartAsync();
        await NextAsync();
        var stopping = _app.StopAsync();
        Assert.StartsWith("drain", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal($"update_status orders draining 127.0.0.1 {Port}", await NextAsync());
        Assert.Equal($"unregister orders 127.0.0.1 {Port}", await NextAsync(TimeSpan.FromMilliseconds(100)));
        await stopping.Soon();
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_delays_the_stop_only_for_a_limited_time()
    {
        await StartAsync();
        await NextAsync();
        _node.Answer = _ => null;
        var stopping = _app.StopAsync();
        Assert.StartsWith("drain", await NextAsync(), StringComparison.Ordinal);
        await AdvanceUntilAsync(stopping, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_application_without_an_endpoint_registers_and_unregisters_nothing()
    {
        await StartAsync(options => options.Port = null, "http://unix:" + Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        await _app.StopAsync().Soon();
        Assert.Null(_app.Services.GetRequiredService<IRegistrationState>().Id);
    }

    private int Port => new Uri(_app.Urls.First()).Port;

    private async Task StartAsync(Action<RegistrationOptions>? configure = null, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddMicroRegRegistration(options =>
        {
            options.Service = "orders";
            options.Nodes.Add(_node.Address);
            options.NewRandom = () => new Random(1);
            options.CallTimeout = TimeSpan.FromDays(1); // The time goes on in steps, while calls take their own.
            configure?.Invoke(options);
        });
        _app = builder.Build();
        _app.MapGet("/", () => "hello");
        await _app.StartAsync();
    }

    private async Task<string> NextAsync() => RegistryClientTests.Describe(await _node.NextCallAsync());

    /// <summary>The next call. The clock is advanced in steps meanwhile.</summary>
    private async Task<string> NextAsync(TimeSpan step)
    {
        var call = _node.NextCallAsync();
        await AdvanceUntilAsync(call, step);
        return RegistryClientTests.Describe(await call);
    }

    private Task AdvanceUntilAsync(Task task, TimeSpan step) => Patience.UntilAsync(
        () =>
        {
            if (!task.IsCompleted)
                _time.Advance(step);
            return task.IsCompleted;
        },
        () => "It still waits.");
}
