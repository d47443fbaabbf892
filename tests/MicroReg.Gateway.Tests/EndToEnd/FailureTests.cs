using System.Net;
using System.Text.Json;

namespace MicroReg.Gateway.Tests.EndToEnd;

public sealed class FailureTests
{
    [Fact]
    public async Task An_instance_that_stopped_gets_no_further_requests()
    {
        await using var stays = await Backend.StartAsync();
        await using var stops = await Backend.StartAsync();
        var registry = new FakeWatcher();
        registry.Set("orders", stays.Instance(), stops.Instance());
        await using var gateway = await GatewayHost.StartAsync(registry: registry);
        await gateway.AnswerAsync("/orders/before");
        await gateway.AnswerAsync("/orders/before");

        foreach (var status in new[] { "stopped", "draining", "error" })
        {
            registry.Set("orders", stays.Instance(), stops.Instance());
            await gateway.UntilAsync("/orders/before", (_, body) => body.StartsWith($"{stops.Port} ", StringComparison.Ordinal));
            registry.Set("orders", stays.Instance(), stops.Instance(status: status));
            for (var i = 0; i < 20; i++)
                Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/orders/after")).Status);
        }

        Assert.DoesNotContain("GET /after", stops.Requests);
    }

    [Fact]
    public async Task A_request_of_any_method_goes_to_another_instance_if_the_first_does_not_listen()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var alive = await Backend.StartAsync();
        var dead = await Backend.StartAsync();
        gateway.Registry.Set("orders", alive.Instance(), dead.Instance(weight: 1000));
        await gateway.UntilAsync("/orders/", (_, body) => body.StartsWith($"{dead.Port} ", StringComparison.Ordinal));
        await dead.DisposeAsync();

        using var content = new StringContent(new string('x', 100_000));
        using var response = await gateway.Client.PostAsync("/orders/new", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"{alive.Port} POST /new", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("microreg_gateway_retries_total 1", (await gateway.GetAsync("/metrics")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_may_have_been_sent_is_repeated_only_if_that_is_safe()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var first = await Backend.StartAsync();
        await using var second = await Backend.StartAsync();
        gateway.Registry.Set("orders", first.Instance(), second.Instance());
        await gateway.AnswerAsync("/orders/");

        var (status, _) = await gateway.GetAsync("/orders/abort/get");
        using var content = new StringContent("x");
        using var response = await gateway.Client.PostAsync("/orders/abort/post", content);

        Assert.Equal((HttpStatusCode.BadGateway, HttpStatusCode.BadGateway), (status, response.StatusCode));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var received = first.Requests.Concat(second.Requests).ToList();
        Assert.Equal((2, 1), (received.Count(each => each == "GET /abort/get"), received.Count(each => each == "POST /abort/post")));
    }

    [Fact]
    public async Task An_instance_that_failed_is_avoided_while_there_are_others()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var fails = await Backend.StartAsync();
        await using var works = await Backend.StartAsync();
        gateway.Registry.Set("orders", fails.Instance(weight: 1000), works.Instance());
        await gateway.UntilAsync("/orders/", (_, body) => body.StartsWith($"{fails.Port} ", StringComparison.Ordinal));
        using var content = new StringContent("x");
        using var response = await gateway.Client.PostAsync("/orders/abort", content);

        Assert.StartsWith($"{works.Port} ", await gateway.AnswerAsync("/orders/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_an_answer_gets_a_problem_document()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Registry.Set("stopped", Instances.At(1, status: "stopped"));

        using var unknown = await gateway.Client.GetAsync("/unknown/x");
        using var stopped = await gateway.Client.GetAsync("/stopped/x");

        await AssertProblemAsync(unknown, HttpStatusCode.NotFound, "No service 'unknown' is registered.");
        await AssertProblemAsync(stopped, HttpStatusCode.ServiceUnavailable, "No instance of 'stopped' is running.");
        Assert.Equal(TimeSpan.FromSeconds(1), stopped.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_request_right_after_the_registration_is_answered_by_the_instance()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var backend = await Backend.StartAsync();

        for (var i = 0; i < 5; i++)
        {
            gateway.Registry.Set($"new-{i}", backend.Instance(status: "stopped"));
            gateway.Registry.Set($"new-{i}", backend.Instance());
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync($"/new-{i}/")).Status);
        }
    }

    [Fact]
    public async Task Without_a_copy_no_service_is_reported_as_unknown()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var early = await gateway.Client.GetAsync("/orders/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/live")).Status);
        gateway.Registry.Set("users", Instances.At(1));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/orders/")).Status);
        var (status, ready) = await gateway.GetAsync("/health/ready");

        await AssertProblemAsync(early, HttpStatusCode.ServiceUnavailable, "The gateway has not reached a registry yet.");
        Assert.Equal((HttpStatusCode.OK, """{"ready":true,"stale":false,"services":1}"""), (status, ready));
    }

    [Fact]
    public async Task While_no_node_confirms_the_copy_every_answer_is_marked_as_stale()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var backend = await Backend.StartAsync();
        gateway.Registry.Set("orders", backend.Instance());
        await gateway.AnswerAsync("/orders/");
        using var fresh = await gateway.Client.GetAsync("/orders/");

        gateway.Registry.IsInTouch = false;
        using var stale = await gateway.Client.GetAsync("/orders/");
        using var unknown = await gateway.Client.GetAsync("/unknown/");

        Assert.False(fresh.Headers.Contains("MicroReg-Stale"));
        Assert.Equal("true", Assert.Single(stale.Headers.GetValues("MicroReg-Stale")));
        Assert.Equal("true", Assert.Single(unknown.Headers.GetValues("MicroReg-Stale")));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
    }
}
