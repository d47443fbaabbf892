using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>MicroReg, over XML-RPC.</summary>
internal static class RegistryCalls
{
    private const string Host = "127.0.0.1";

    // The last digit of a service's number is written out in a batch: ten services with ten instances each.
    private const string BatchService = StoredNames.Prefix + "#####";

    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } = new Dictionary<Operation, PeerCall>
    {
        [Operation.Register] = new(
            () => Template(BenchRecord.RegisterCall(RegistryRequests.NewName, "20000", RegistryRequests.NewInstance), new(), new()),
            RegistryRequests.RegisterCheck),
        [Operation.Lookup] = new(
            () => Template(XmlRpcText.Body("get_service_details", XmlRpcText.Text(StoredNames.Service)), CallNumbers.Service),
            RegistryRequests.LookupCheck),
        [Operation.Update] = new(
            () => Template(Update(), CallNumbers.Service, CallNumbers.Status, CallNumbers.Port), RegistryRequests.TrueCheck),
        [Operation.Heartbeat] = new(
            () => Template(
                XmlRpcText.Body("heartbeat", Heartbeat(StoredNames.Service, StoredNames.Port)), CallNumbers.Service, CallNumbers.Port),
            RegistryRequests.TrueCheck),
        [Operation.HeartbeatBatch] = new(
            () => Template(Batch(), [.. Enumerable.Repeat(new NumberField(), OperationText.BatchSize)]), RegistryRequests.TrueCheck),
    };

    private static string Update() => XmlRpcText.Body(
        "update_status", XmlRpcText.Text(StoredNames.Service), XmlRpcText.Int("#"), XmlRpcText.Text(Host),
        XmlRpcText.Int(StoredNames.Port));

    private static string[] Heartbeat(string service, string port) =>
        [XmlRpcText.Text(service), XmlRpcText.Text(Host), XmlRpcText.Int(port)];

    private static string Batch() => MulticallText.Body(Enumerable.Range(0, OperationText.BatchSize).Select(i =>
        ("heartbeat", Heartbeat(
            $"{BatchService}{i / StoredNames.InstancesPerService}", $"{StoredNames.FirstPort + (i % StoredNames.InstancesPerService)}"))));

    private static DigitTemplate Template(string body, params ReadOnlySpan<NumberField> fields) =>
        new(HttpRequest.Post("/RPC2", "text/xml", body), fields);
}
