using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Http.Metrics;
using MicroReg.Edge.Input;
using MicroReg.Edge.Methods;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace MicroReg.Edge.Tests.Costs;

/// <summary>
/// What calls allocate between the bytes of their body and the bytes of their answer, without the web server. The bounds are
/// a quarter above what a debug build was seen to take; a release build takes no more.
/// </summary>
public sealed class CallCostTests(ITestOutputHelper output)
{
    private readonly FakeRegistry _registry = new();
    private readonly ArrayBufferWriter<byte> _answer = new(4096);

    [Fact]
    public void A_lookup_allocates_no_more_than_its_name_and_its_answer()
    {
        _registry.Add("stored-service-000001", port: 20_001);
        AssertCosts(SampleCalls.Lookup, "127.0.0.1", 600);
    }

    [Fact]
    public void A_heartbeat_allocates_no_more_than_its_key()
    {
        _registry.Add("stored-service-000001", port: 20_001);
        AssertCosts(
            SampleCalls.Heartbeat,
            "<boolean>1</boolean>", 640, afterEach: _registry.Heartbeats.Clear);
    }

    [Fact]
    public void A_registration_allocates_for_what_it_says_until_it_is_a_command()
    {
        var body = Encoding.UTF8.GetBytes(SampleCalls.Register);
        var options = default(RegistrationInput);
        var bytes = Allocated.PerCall(() =>
        {
            Assert.True(XmlRpcReader.TryReadCall(body, null, XmlRpcLimits.Default, out var call, out _));
            options = RegistrationInput.Read(new CallArguments("register", call.Parameters), 4, ServiceStatus.Running);
        });
        Assert.Equal(SampleCalls.Attributes, options.Attributes);
        AssertWithin(bytes, 3_610);
    }

    [Fact]
    public void The_rules_for_a_registration_allocate_no_more_than_an_address()
    {
        var body = Encoding.UTF8.GetBytes(SampleCalls.Register);
        Assert.True(XmlRpcReader.TryReadCall(body, null, XmlRpcLimits.Default, out var call, out _));
        var attributes = RegistrationInput.Read(new CallArguments("register", call.Parameters), 4, ServiceStatus.Running).Attributes;
        var key = new InstanceKey("stored-service-000001", "127.0.0.1", 20_001);
        AssertWithin(Allocated.PerCall(() => Assert.Null(Checked.Key(key) ?? AttributeRules.Check(attributes))), 50);
    }

    [Fact]
    public void Counting_and_timing_a_call_allocates_nothing()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var meters = new MicroRegMeters(_registry, services.GetRequiredService<IMeterFactory>());
        var answer = XmlRpcOutcome.Of(XmlRpcValue.Of(true));
        var fault = XmlRpcOutcome.Failed(503, "");
        var (arguments, context) = (new CallArguments("ask", []), new CallContext(Caller.Unknown, CancellationToken.None));
        var right = meters.Calls.Measure(new XmlRpcMethod("ask", "", [], (_, _) => new(answer))).Handler;
        var wrong = meters.Calls.Measure(new XmlRpcMethod("fail", "", [], (_, _) => new(fault))).Handler;
        AssertWithin(
            Allocated.PerCall(() =>
            {
                AssertAnswered(right(arguments, context));
                AssertAnswered(wrong(arguments, context));
            }),
            0);
    }

    private static void AssertAnswered(ValueTask<XmlRpcOutcome> answer) => Assert.True(answer.IsCompletedSuccessfully);

    private void AssertCosts(string call, string answered, double most, Action? afterEach = null)
    {
        var body = Encoding.UTF8.GetBytes(call);
        var dispatcher = new XmlRpcDispatcher(RegistryMethods.Table(_registry, _registry.Time), XmlRpcLimits.Default, NullLogger.Instance);
        var bytes = Allocated.PerCall(() =>
        {
            _answer.ResetWrittenCount();
            Assert.True(XmlRpcReader.TryReadCall(body, null, XmlRpcLimits.Default, out var read, out _));
            var pending = dispatcher.InvokeAsync(read, new CallContext(Caller.Unknown, CancellationToken.None));
            Assert.True(pending.IsCompletedSuccessfully);
            XmlRpcWriter.WriteResponse(_answer, pending.Result);
            afterEach?.Invoke();
        });
        Assert.Contains(answered, Encoding.UTF8.GetString(_answer.WrittenSpan), StringComparison.Ordinal);
        AssertWithin(bytes, most);
    }

    private void AssertWithin(double bytes, double most)
    {
        output.WriteLine($"{bytes:0.#} bytes");
        Assert.InRange(bytes, 0, most);
    }
}
