using MicroReg.Client.Calls;
using MicroReg.Client.Tests.Fakes;
using MicroReg.XmlRpc;

namespace MicroReg.Client.Tests.Calls;

public sealed class RegistryClientTests : IAsyncLifetime
{
    private FakeNode _first = null!;
    private FakeNode _second = null!;
    private RegistryClient _client = null!;

    public async Task InitializeAsync()
    {
        (_first, _second) = (await FakeNode.StartAsync(), await FakeNode.StartAsync());
        _client = NewClient(TimeSpan.FromSeconds(20), _first.Address, _second.Address);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task A_registration_is_sent_with_all_its_options()
    {
        var id = await _client.RegisterAsync(new()
        {
            Service = "orders",
            Host = "127.0.0.1",
            Port = 5001,
            Status = "starting",
            Ttl = 30,
            Check = "http",
            CheckPath = "/health",
            Weight = 3,
            Zone = "a",
            Tags = ["v2", "blue"],
            DeregisterAfter = 600,
            Metadata = System.Collections.Immutable.ImmutableDictionary.CreateRange<string, string>(
                [new("team", "sales"), new("a", "ü & <b>")]),
        });

        Assert.Equal(7, id);
        Assert.Equal(
            new XmlRpcCall("register",
            [
                XmlRpcValue.Of("orders"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(5001), XmlRpcValue.Of("starting"),
                XmlRpcValue.Of(new XmlRpcStruct
                {
                    { "ttl", 30 },
                    { "weight", 3 },
                    { "deregister_after", 600 },
                    { "check", XmlRpcValue.Of(new XmlRpcStruct { { "kind", "http" }, { "path", "/health" } }) },
                    { "zone", "a" },
                    { "tags", XmlRpcValue.Of(XmlRpcValue.Of("v2"), XmlRpcValue.Of("blue")) },
                    { "metadata", XmlRpcValue.Of(new XmlRpcStruct { { "a", "ü & <b>" }, { "team", "sales" } }) },
                }),
            ]).Parameters,
            (await _first.NextCallAsync()).Parameters);
    }

    [Fact]
    public async Task The_other_calls_are_sent_with_and_without_an_endpoint()
    {
        Assert.True(await _client.UpdateStatusAsync("orders", "stopped"));
        Assert.True(await _client.UpdateStatusAsync("orders", "running", ("127.0.0.1", 5001)));
        Assert.True(await _client.DrainAsync("orders", "127.0.0.1", 5001, 90));
        Assert.True(await _client.UnregisterAsync("orders"));
        Assert.True(await _client.UnregisterAsync("orders", ("127.0.0.1", 5001)));
        Assert.True(await _client.HeartbeatAsync("orders", "127.0.0.1", 5001));
        Assert.False(await _client.IsRegisteredAsync("orders", "127.0.0.1", 5001));

        string[] all =
        [
            "update_status orders stopped", "update_status orders running 127.0.0.1 5001", "drain orders 127.0.0.1 5001 90",
            "unregister orders", "unregister orders 127.0.0.1 5001", "heartbeat orders 127.0.0.1 5001",
            "get_service_status orders 127.0.0.1 5001",
        ];
        foreach (var expected in all)
            Assert.Equal(expected, Describe(await _first.NextCallAsync()));
    }

    [Fact]
    public async Task A_fault_is_an_exception_with_code_and_text_and_no_other_node_is_asked()
    {
        _first.Answer = _ => XmlRpcOutcome.Failed(-32602, "register: the parameter port must be 1 to 65535.");
        var fault = await Assert.ThrowsAsync<RegistryFaultException>(() => _client.UnregisterAsync("orders"));
        Assert.Equal((-32602, "register: the parameter port must be 1 to 65535."), (fault.Code, fault.Message));

        _first.Answer = _ => XmlRpcOutcome.Of(XmlRpcValue.Of(true));
        await _client.UnregisterAsync("stock");
        Assert.Equal("unregister orders", Describe(await _first.NextCallAsync()));
        Assert.Equal("unregister stock", Describe(await _first.NextCallAsync()));
    }

    [Fact]
    public async Task A_node_that_is_down_or_takes_no_writes_is_skipped_and_the_next_one_stays_in_use()
    {
        _first.Answer = _ => XmlRpcOutcome.Failed(503, "This node takes no writes.");
        Assert.True(await _client.UnregisterAsync("orders"));
        await _first.DisposeAsync();
        Assert.True(await _client.UnregisterAsync("stock"));

        Assert.Equal("unregister orders", Describe(await _second.NextCallAsync()));
        Assert.Equal("unregister stock", Describe(await _second.NextCallAsync()));
        Assert.Equal("unregister orders", Describe(await _first.NextCallAsync()));
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_time_is_skipped()
    {
        _first.Answer = _ => null;
        // The second node has as much time to answer as the first, which never does.
        using var impatient = NewClient(TimeSpan.FromSeconds(2), _first.Address, _second.Address);
        Assert.True(await impatient.UnregisterAsync("orders").Soon());
        Assert.Equal("unregister orders", Describe(await _second.NextCallAsync()));
    }

    [Fact]
    public async Task If_every_node_refuses_the_last_refusal_is_reported()
    {
        _first.Answer = _second.Answer = _ => XmlRpcOutcome.Failed(503, "Not now.");
        Assert.Equal(503, (await Assert.ThrowsAsync<RegistryFaultException>(() => _client.UnregisterAsync("orders"))).Code);
        Assert.Equal("unregister orders", Describe(await _first.NextCallAsync()));
        Assert.Equal("unregister orders", Describe(await _second.NextCallAsync()));
    }

    [Fact]
    public async Task If_no_node_answers_the_exception_names_them()
    {
        using var lonely = NewClient(TimeSpan.FromSeconds(5), new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:2/"));
        var gone = await Assert.ThrowsAsync<RegistryUnavailableException>(() => lonely.UnregisterAsync("orders").Soon());
        Assert.StartsWith("unregister: no node of the registry answered (http://127.0.0.1:1/, http://127.0.0.1:2/)", gone.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_its_own_cancellation()
    {
        _first.Answer = _ => null;
        using var enough = new CancellationTokenSource();
        var call = _client.UnregisterAsync("orders", cancellation: enough.Token);
        await _first.NextCallAsync();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
    }

    public static string Describe(XmlRpcCall call) => string.Join(' ', call.Parameters.Select(parameter =>
        parameter.TryGetText(out var text) ? text : parameter.TryGetInteger(out var number) ? $"{number}" : "?").Prepend(call.MethodName));

    private static RegistryClient NewClient(TimeSpan timeout, params Uri[] nodes)
    {
        var options = new RegistryClientOptions { CallTimeout = timeout };
        foreach (var node in nodes)
            options.Nodes.Add(node);
        return new RegistryClient(options);
    }
}
