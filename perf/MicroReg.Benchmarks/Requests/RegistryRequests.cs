using System.Text;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Requests;

/// <summary>The calls of the scenarios, each as a factory that makes the requests of one connection.</summary>
internal static class RegistryRequests
{
    public const int InstancesPerService = StoredNames.InstancesPerService;
    private const string StoredName = StoredNames.Service;
    public const string NewName = "loaded-service-#########";
    public const string NewInstance = "############";

    // Walks the services in an order that is not the order in which they were stored, so that neighbours in time are no
    // neighbours in memory; being a prime, it still reaches every service of a round number of them.
    public const long Scatter = 7919;

    private static readonly NumberField Number = new();

    public static AnswerCheck RegisterCheck { get; } = new("<methodResponse>"u8.ToArray());

    public static AnswerCheck TrueCheck { get; } = new("<boolean>1</boolean>"u8.ToArray());

    public static AnswerCheck LookupCheck { get; } = new("127.0.0.1"u8.ToArray());

    /// <summary>A lookup of a name that is not there yet.</summary>
    public static AnswerCheck FalseCheck { get; } = new("<boolean>0</boolean>"u8.ToArray());

    public static AnswerCheck EtcdCheck { get; } = new("\"revision\""u8.ToArray());

    /// <summary>The records that are there before anything is measured: ten instances to a service, if nothing else is said.</summary>
    public static Func<IRequestSource> Preload(int first = 0, int instancesPerService = InstancesPerService)
    {
        var numbers = new NumberSequence(first);
        var call = Post(BenchRecord.RegisterCall(StoredName, StoredNames.Port, NewInstance));
        return () => new NumberedRequests(
            new DigitTemplate(call, new NumberField(Divisor: instancesPerService), Number, Number), numbers);
    }

    public static Func<IRequestSource> Lookup(int records)
    {
        var numbers = new NumberSequence(0);
        var service = new NumberField(Modulus: Math.Max(1, records / InstancesPerService), Stride: Scatter);
        var call = Post(XmlRpcText.Body("get_service_details", XmlRpcText.Text(StoredName)));
        return () => new NumberedRequests(new DigitTemplate(call, service), numbers);
    }

    /// <summary>A new name in every call.</summary>
    public static Func<IRequestSource> Register(NumberSequence numbers, string? acknowledgement = null)
    {
        var call = Post(BenchRecord.RegisterCall(NewName, "20000", NewInstance, acknowledgement));
        return () => new NumberedRequests(new DigitTemplate(call, Number, Number), numbers);
    }

    /// <summary>Looks up what <see cref="Register"/> registers with the same numbers.</summary>
    public static DigitTemplate LookupNew() =>
        new(Post(XmlRpcText.Body("get_service_details", XmlRpcText.Text(NewName))), Number);

    /// <summary>Takes back what <see cref="Register"/> registered with the same numbers.</summary>
    public static Func<IRequestSource> Unregister(NumberSequence numbers)
    {
        var call = Post(XmlRpcText.Body("unregister", XmlRpcText.Text(NewName)));
        return () => new NumberedRequests(new DigitTemplate(call, Number), numbers);
    }

    /// <summary>Sets the status of a stored record; its number is that of the record times two, plus the status.</summary>
    public static DigitTemplate UpdateStatus()
    {
        var call = XmlRpcText.Body(
            "update_status", XmlRpcText.Text(StoredName), XmlRpcText.Int("#"), XmlRpcText.Text("127.0.0.1"),
            XmlRpcText.Int(StoredNames.Port));
        return new DigitTemplate(Post(call), new NumberField(2 * InstancesPerService), new NumberField(Modulus: 2), new NumberField(2));
    }

    /// <summary>A put of the record that <see cref="Register"/> registers, under its name.</summary>
    public static Func<IRequestSource> EtcdPut(NumberSequence numbers)
    {
        var key = Encoding.UTF8.GetBytes(NewName);
        var value = Encoding.UTF8.GetBytes(BenchRecord.Json(NewName, "20000", NewInstance));
        return () => new EtcdPutRequests(
            new DigitTemplate(key, Number), new DigitTemplate(value, Number, Number), numbers);
    }

    private static byte[] Post(string body) => HttpRequest.Post("/RPC2", "text/xml", body);
}
