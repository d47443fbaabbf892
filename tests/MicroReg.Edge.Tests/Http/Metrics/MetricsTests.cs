using System.Diagnostics.Metrics;
using System.Text;
using MicroReg.Domain.Kernel;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Http.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task Count_calls_by_method_and_outcome()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080);
        await server.CallAsync("get_service_details", "orders");
        await server.CallAsync("get_service_details", "nobody");
        await server.CallAsync("get_service_details", 5);
        server.Registry.Fault = new RegistryFault(FaultKind.Unavailable, "Later.");
        await server.CallAsync("unregister", "orders");
        server.Registry.Exception = new InvalidOperationException("secret");
        await server.CallAsync("unregister", "orders");
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal(1, metrics["""microreg_calls_total{method="register",outcome="ok"}"""]);
        Assert.Equal(2, metrics["""microreg_calls_total{method="get_service_details",outcome="ok"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="get_service_details",outcome="-32602"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="unregister",outcome="503"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="unregister",outcome="-32603"}"""]);
        Assert.Equal(3, metrics["""microreg_call_duration_seconds_count{method="get_service_details"}"""]);
        Assert.Equal(3, metrics["""microreg_call_duration_seconds_bucket{method="get_service_details",le="+Inf"}"""]);
        Assert.Equal(0, metrics["""microreg_calls_total{method="resolve",outcome="ok"}"""]);
    }

    [Fact]
    public async Task Count_what_is_no_method_of_the_registry_under_few_names()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("system.listMethods");
        await server.CallAsync("system.multicall", "no array");
        var inner = RpcJson.Struct(("methodName", "no_such_too"), ("params", Array.Empty<object>()));
        await server.CallAsync("system.multicall", RpcJson.Value(new object?[] { inner, RpcJson.Struct(("methodName", "get_reg_count")) }));
        await server.CallAsync("no_such_method");
        foreach (var document in new[] { "<methodCall>", "<methodResponse/>", "<?xml version='1.0' encoding='klingon'?><methodCall/>" })
            await PostAsync(server, document);
        await PostAsync(server, "not gzip", "gzip");
        await PostAsync(server, "<methodCall/>", "br");
        await PostAsync(server, new string(' ', XmlRpcLimits.Default.MaxBodyBytes + 1));
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal(1, metrics["""microreg_calls_total{method="system.listMethods",outcome="ok"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="system.multicall",outcome="-32602"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="system.multicall",outcome="ok"}"""]);
        Assert.Equal(2, metrics["""microreg_call_duration_seconds_count{method="system.multicall"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="get_reg_count",outcome="ok"}"""]);
        Assert.Equal(2, metrics["""microreg_calls_total{method="(unknown)",outcome="-32601"}"""]);
        Assert.Equal(2, metrics["""microreg_calls_total{method="(malformed)",outcome="-32700"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="(malformed)",outcome="-32600"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="(malformed)",outcome="-32701"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="(malformed)",outcome="415"}"""]);
        Assert.Equal(1, metrics["""microreg_calls_total{method="(malformed)",outcome="413"}"""]);
        Assert.DoesNotContain(metrics.Keys, series => series.Contains("no_such", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_the_registry_and_the_process()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        server.Registry.Add("orders", port: 2);
        server.Registry.Readiness = new Readiness(IsReady: true, IsStale: true, "Alone.");
        var metrics = await Scrape.ReadAsync(server);
        Assert.Equal(1, metrics["microreg_services"]);
        Assert.Equal(2, metrics["microreg_instances"]);
        Assert.Equal(0, metrics["microreg_service_actors"]);
        Assert.Equal(1, metrics["microreg_ready"]);
        Assert.Equal(1, metrics["microreg_stale"]);
        Assert.Equal(1, metrics["microreg_accepts_writes"]);
        Assert.InRange(metrics["microreg_managed_heap_bytes"], 100_000, 10e9);
        Assert.InRange(metrics["process_working_set_bytes"], 1e6, 100e9);
    }

    [Fact]
    public async Task Nodes_in_one_process_are_measured_apart()
    {
        await using var one = await EdgeServer.StartAsync();
        await using var other = await EdgeServer.StartAsync();
        await one.CallAsync("get_reg_count");
        Assert.Equal(1, (await Scrape.ReadAsync(one))["""microreg_calls_total{method="get_reg_count",outcome="ok"}"""]);
        Assert.Equal(0, (await Scrape.ReadAsync(other))["""microreg_calls_total{method="get_reg_count",outcome="ok"}"""]);
    }

    [Fact]
    public async Task Reach_whoever_listens_to_the_meter()
    {
        var method = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "MicroReg", Name: "microreg.call.duration" })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            // Other tests of this process are heard as well.
            if (Equals(tags[0].Value, "cluster_status") && Equals(tags[1].Value, "-32602"))
                method.TrySetResult(tags[0].Value as string);
        });
        listener.Start();
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("cluster_status", "too many");
        Assert.Equal("cluster_status", await method.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static async Task PostAsync(EdgeServer server, string document, string? coding = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(document)); // without a charset, which would win
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        using var response = await server.Web.PostAsync(new Uri("/RPC2", UriKind.Relative), content);
    }
}
