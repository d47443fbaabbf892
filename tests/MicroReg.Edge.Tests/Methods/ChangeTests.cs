using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class ChangeTests
{
    [Fact]
    public async Task Update_status_changes_all_instances_or_the_one_that_is_named()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        server.Registry.Add("orders", port: 2);
        Assert.Equal("true", await server.TextOfCallAsync("update_status", "orders", "stopped"));
        Assert.All(server.Registry.View.Find("orders")!.Instances, one => Assert.Equal(ServiceStatus.Stopped, one.Status));
        Assert.Equal("true", await server.TextOfCallAsync("update_status", "orders", 1, "127.0.0.1", "2"));
        Assert.Equal(["Stopped", "Running"], server.Registry.View.Find("orders")!.Instances.Select(one => one.Status.ToString()));
    }

    [Fact]
    public async Task Unregister_removes_all_instances_or_the_one_that_is_named()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        server.Registry.Add("orders", port: 2);
        server.Registry.Add("orders", port: 3);
        Assert.Equal("true", await server.TextOfCallAsync("unregister", "orders", "127.0.0.1", 2));
        Assert.Equal([1, 3], server.Registry.View.Find("orders")!.Instances.Select(one => one.Key.Port));
        Assert.Equal("true", await server.TextOfCallAsync("unregister", "orders"));
        Assert.Null(server.Registry.View.Find("orders"));
    }

    [Theory]
    [InlineData("update_status", "nobody", 1)]
    [InlineData("update_status", "orders", 1, "127.0.0.1", 9)]
    [InlineData("unregister", "nobody")]
    [InlineData("unregister", "orders", "127.0.0.1", 9)]
    public async Task A_change_of_an_instance_that_is_not_registered_answers_false(string method, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        Assert.Equal("false", await server.TextOfCallAsync(method, parameters));
    }

    [Fact]
    public async Task A_host_and_port_that_are_nil_do_not_stand_for_all_instances()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        Assert.Contains(
            "host and port must be given together",
            await server.TextOfCallAsync("unregister", "orders", null, null),
            StringComparison.Ordinal);
        Assert.NotNull(server.Registry.View.Find("orders"));
    }

    [Theory]
    [InlineData("host and port must be given together", "update_status", "orders", 1, "127.0.0.1")]
    [InlineData("host and port must be given together", "update_status", "orders", 1, null, 8080)]
    [InlineData("host and port must be given together", "unregister", "orders", "127.0.0.1")]
    [InlineData("the parameter port must be a whole number from 1 to 65535, not 70000", "unregister", "orders", "127.0.0.1", 70000)]
    [InlineData("the parameter status must be", "update_status", "orders", "up")]
    [InlineData(
        "the parameter status must be running (1), stopped (0), error (-1), starting (2) or draining (3), as number or name, not missing",
        "update_status",
        "orders",
        null)]
    [InlineData("update_status takes 2 to 5 parameters, not 1", "update_status", "orders")]
    [InlineData("unregister takes 1 to 4 parameters, not 0", "unregister")]
    [InlineData("name: must have 1 to 255 characters", "unregister", "")]
    [InlineData("host: must be a DNS name", "update_status", "orders", 1, "a b", 1)]
    public async Task Wrong_parameters_change_nothing(string message, string method, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        var before = server.Registry.View.AllInstances();
        var fault = (await server.CallAsync(method, parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(before.AsEnumerable(), server.Registry.View.AllInstances());
    }
}
