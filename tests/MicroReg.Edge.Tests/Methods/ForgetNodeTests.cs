using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Methods;

public sealed class ForgetNodeTests
{
    [Theory]
    [InlineData("id-node-2", "true")]
    [InlineData("node-2.test:4053", "true")]
    [InlineData("node-2", "true")]
    [InlineData("node-9", "false")]
    public async Task Forget_node_answers_true_unless_the_node_is_unknown(string node, string answer)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Replica = Replicas.With(Replicas.Peer("node-2"));
        Assert.Equal(answer, await server.TextOfCallAsync("forget_node", node));
        Assert.Equal(node, server.Registry.LastForgotten);
    }

    [Fact]
    public async Task A_node_that_is_reachable_is_a_fault()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Fault = new RegistryFault(FaultKind.Conflict, "node-2 is reachable: stop it first.");
        Assert.Equal(
            """{"faultCode":409,"faultString":"node-2 is reachable: stop it first."}""",
            await server.TextOfCallAsync("forget_node", "node-2"));
    }

    [Theory]
    [InlineData("the parameter node must be the id, the address or the name of a node, not \"\"", "")]
    [InlineData("the parameter node must be a string, not 2", 2)]
    [InlineData("forget_node takes 1 parameter, not 0")]
    [InlineData("forget_node takes 1 parameter, not 2", "node-2", "node-3")]
    public async Task A_wrong_call_of_forget_node_names_what_is_wrong_and_forgets_nobody(string message, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("forget_node", parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Null(server.Registry.LastForgotten);
    }
}
