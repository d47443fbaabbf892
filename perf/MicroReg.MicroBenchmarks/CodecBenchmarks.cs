using System.Buffers;
using BenchmarkDotNet.Attributes;
using MicroReg.XmlRpc;

namespace MicroReg.MicroBenchmarks;

/// <summary>XML-RPC: a call of <c>register</c> is read, an answer of ten instances is written.</summary>
public class CodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private byte[] _call = [];
    private XmlRpcOutcome _answer;

    [GlobalSetup]
    public void SetUp()
    {
        var call = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(call, new XmlRpcCall(
            "register",
            [XmlRpcValue.Of("stored-service-000001"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(20_001), XmlRpcValue.Of(1), Instance()]));
        _call = call.WrittenSpan.ToArray();
        _answer = XmlRpcOutcome.Of(XmlRpcValue.Of([.. Enumerable.Range(0, SampleRecords.InstancesPerService).Select(_ => Instance())]));
    }

    [Benchmark]
    public bool ReadRegister() => XmlRpcReader.TryReadCall(_call, null, XmlRpcLimits.Default, out _, out _);

    [Benchmark]
    public int WriteTenInstances()
    {
        _output.ResetWrittenCount();
        XmlRpcWriter.WriteResponse(_output, _answer);
        return _output.WrittenCount;
    }

    private static XmlRpcValue Instance() => XmlRpcValue.Of(new XmlRpcStruct
    {
        { "ttl", 86_400 },
        { "weight", 10 },
        { "zone", "zone-1" },
        { "tags", XmlRpcValue.Of(XmlRpcValue.Of("blue"), XmlRpcValue.Of("public")) },
        {
            "metadata", XmlRpcValue.Of(new XmlRpcStruct
            {
                { "version", "2.14.3" },
                { "instance", "i-000000000001" },
                { "protocol", "http/1.1" },
                { "path", "/api/v2/orders" },
            })
        },
    });
}
