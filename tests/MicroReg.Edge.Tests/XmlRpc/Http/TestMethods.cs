using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using MicroReg.XmlRpc.Tests;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

/// <summary>Methods to call in tests.</summary>
internal static class TestMethods
{
    public static IEnumerable<XmlRpcMethod> All(XmlRpcServer server) =>
    [
        Method("echo", (arguments, _) => new(XmlRpcOutcome.Of(arguments[0]))),
        Method("params", (arguments, _) =>
            new(XmlRpcOutcome.Of(XmlRpcValue.Of(string.Join(" ", Enumerable.Range(0, arguments.Count).Select(i => arguments[i])))))),
        Method("get_service_details", GetServiceDetails),
        Method("test.throw", (_, _) => throw new InvalidOperationException("secret detail")),
        Method("test.throw_later", ThrowLater),
        Method("test.large", (arguments, _) =>
            new(XmlRpcOutcome.Of(XmlRpcValue.Of(new string('x', (int)arguments.WholeNumber(0, "size", 0, 100_000_000)))))),
        Method("test.streamed", Streamed),
        Method("test.bad_stream", (_, _) => new(XmlRpcOutcome.Of(XmlRpcValue.Of(new TextOfPieces("a<b"))))),
        Method("test.hang", (_, context) => Hang(server, context.Aborted)),
    ];

    private static XmlRpcMethod Method(string name, XmlRpcHandler handler) =>
        new(name, $"Help of {name}.", [["string", "string"], ["string"]], handler);

    private static ValueTask<XmlRpcOutcome> GetServiceDetails(CallArguments arguments, CallContext context)
    {
        arguments.ExpectCount(1, 1);
        var name = arguments.Text(0, "name");
        return new(arguments.Fault is { } fault ? Answers.Of(fault)
            : name == "orders" ? XmlRpcOutcome.Of(XmlRpcValue.Of(XmlRpcValue.Of("http://127.0.0.1"), XmlRpcValue.Of(8080)))
            : XmlRpcOutcome.Of(XmlRpcValue.Of(false)));
    }

    private static async ValueTask<XmlRpcOutcome> ThrowLater(CallArguments arguments, CallContext context)
    {
        await Task.Yield();
        throw new InvalidOperationException("secret detail");
    }

    private static ValueTask<XmlRpcOutcome> Streamed(CallArguments arguments, CallContext context)
    {
        var pieces = (int)arguments.WholeNumber(0, "pieces", 0, 10_000);
        var piece = new string('j', 4096);
        return new(XmlRpcOutcome.Of(XmlRpcValue.Of(new TextOfPieces(Enumerable.Repeat(piece, pieces)))));
    }

    private static async ValueTask<XmlRpcOutcome> Hang(XmlRpcServer server, CancellationToken cancellation)
    {
        var never = new TaskCompletionSource();
        server.HangStarted.SetResult();
        try
        {
            await never.Task.WaitAsync(cancellation);
        }
        finally
        {
            server.HangCancelled.SetResult();
        }

        return default;
    }
}
