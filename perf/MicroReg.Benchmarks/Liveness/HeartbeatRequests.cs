using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>Registrations and beats of leased instances: ten to a service, as the stored records are called.</summary>
internal static class HeartbeatRequests
{
    /// <summary>Beats in one <c>system.multicall</c>.</summary>
    public const int Batch = 100;

    private const string Host = "127.0.0.1";
    private const int PerService = StoredNames.InstancesPerService;

    /// <summary>Every beat of a batch must be answered with true.</summary>
    public static AnswerCheck BatchCheck { get; } = new("<boolean>1</boolean>"u8.ToArray(), "<boolean>0</boolean>"u8.ToArray());

    /// <summary>Registers instances with a lease in seconds.</summary>
    public static Func<IRequestSource> Register(int ttl)
    {
        var numbers = new NumberSequence(0);
        var call = Post(BenchRecord.RegisterCall(StoredNames.Service, StoredNames.Port, "############", ttl: $"{ttl}"));
        return () => new NumberedRequests(
            new DigitTemplate(call, new NumberField(Divisor: PerService), new NumberField(), new NumberField()), numbers);
    }

    /// <summary>One beat to a call, of all instances in turn.</summary>
    public static Func<IRequestSource> Single(int instances)
    {
        var numbers = new NumberSequence(0);
        var call = Post(
            XmlRpcText.Body("heartbeat", XmlRpcText.Text(StoredNames.Service), XmlRpcText.Text(Host), XmlRpcText.Int(StoredNames.Port)));
        return () =>
            new NumberedRequests(new DigitTemplate(call, new NumberField(PerService, instances / PerService), new NumberField()), numbers);
    }

    /// <summary>A hundred beats to a call: those of ten services, in turn.</summary>
    public static Func<IRequestSource> Batches(int instances)
    {
        var numbers = new NumberSequence(0);
        var heartbeats = Enumerable.Range(0, Batch).Select(heartbeat => XmlRpcText.Struct(
            ("methodName", XmlRpcText.Text("heartbeat")),
            ("params", XmlRpcText.Array(
                XmlRpcText.Text(ServiceOf(heartbeat)),
                XmlRpcText.Text(Host),
                XmlRpcText.Int($"{StoredNames.FirstPort + (heartbeat % PerService)}")))));
        var call = Post(XmlRpcText.Body("system.multicall", XmlRpcText.Array([.. heartbeats])));
        var batch = new NumberField(Modulus: instances / Batch);
        return () => new NumberedRequests(new DigitTemplate(call, Enumerable.Repeat(batch, Batch).ToArray()), numbers);
    }

    // The number of a service ends with the digit of the ten in a batch; the digits before it are the batch's.
    private static string ServiceOf(int heartbeat) => $"{StoredNames.Service[..^1]}{heartbeat / PerService}";

    private static byte[] Post(string body) => HttpRequest.Post("/RPC2", "text/xml", body);
}
