using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroReg.Edge.Tests.XmlRpc.Methods;

public sealed class DispatcherTests
{
    private static readonly string[] AllNames =
        ["add", "system.getCapabilities", "system.listMethods", "system.methodHelp", "system.methodSignature", "system.multicall"];

    private readonly XmlRpcDispatcher _dispatcher = new(
        new XmlRpcMethodTable([new XmlRpcMethod("add", "Adds.", [["int", "int", "int"]], Add)]), XmlRpcLimits.Default, NullLogger.Instance);

    [Fact]
    public async Task All_methods_are_listed_in_order() =>
        Assert.Equal(XmlRpcValue.Of([.. AllNames.Select(XmlRpcValue.Of)]), (await Call("system.listMethods")).Value);

    [Fact]
    public async Task Every_method_has_help_and_a_signature()
    {
        foreach (var name in AllNames)
        {
            Assert.True((await Call("system.methodHelp", XmlRpcValue.Of(name))).Value.TryGetText(out var help) && help.Length > 0);
            Assert.True((await Call("system.methodSignature", XmlRpcValue.Of(name))).Value.TryGetItems(out var signatures)
                && signatures.Length > 0);
        }
    }

    [Fact]
    public async Task Capabilities_name_their_specifications()
    {
        Assert.True((await Call("system.getCapabilities")).Value.TryGetMembers(out var members));
        Assert.Equal(["xmlrpc", "introspection", "system.multicall", "faults_interop", "nil"], members.Select(member => member.Key));
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("no_such")]
    public async Task An_unknown_method_is_told_where_to_look(string name)
    {
        var fault = (await Call(name)).Fault!;
        Assert.Equal(XmlRpcFaultCodes.MethodNotFound, fault.Code);
        Assert.Contains("system.listMethods", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public async Task A_multicall_has_at_most_1000_calls(int count, bool refused)
    {
        var one = XmlRpcValue.Of(
            new XmlRpcStruct { { "methodName", "add" }, { "params", XmlRpcValue.Of(XmlRpcValue.Of(1), XmlRpcValue.Of(2)) } });
        var outcome = await Call("system.multicall", XmlRpcValue.Of([.. Enumerable.Repeat(one, count)]));
        Assert.Equal(refused ? XmlRpcFaultCodes.InvalidParameters : null, outcome.Fault?.Code);
        if (!refused)
            Assert.Equal(XmlRpcValue.Of([.. Enumerable.Repeat(XmlRpcValue.Of([XmlRpcValue.Of(3)]), count)]), outcome.Value);
    }

    [Fact]
    public async Task A_multicall_needs_an_array() =>
        Assert.Equal(XmlRpcFaultCodes.InvalidParameters, (await Call("system.multicall", XmlRpcValue.Of("x"))).Fault?.Code);

    [Fact]
    public void A_name_can_be_given_once_only()
    {
        var method = new XmlRpcMethod("add", "", [], Add);
        Assert.Throws<ArgumentException>(() => new XmlRpcMethodTable([method, method]));
    }

    private static ValueTask<XmlRpcOutcome> Add(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(2, 2);
        var sum = arguments.WholeNumber(0, "a", 0, 100) + arguments.WholeNumber(1, "b", 0, 100);
        return new(arguments.Fault is { } fault ? Answers.Of(fault) : XmlRpcOutcome.Of(XmlRpcValue.Of(sum)));
    }

    private async Task<XmlRpcOutcome> Call(string method, params XmlRpcValue[] parameters) =>
        await _dispatcher.InvokeAsync(new XmlRpcCall(method, parameters), new CallContext(Caller.Unknown, CancellationToken.None));
}
