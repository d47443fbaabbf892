using System.Text;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>etcd through its HTTP gateway: what everybody has who speaks no gRPC.</summary>
internal static class EtcdGatewayCalls
{
    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } = new Dictionary<Operation, PeerCall>
    {
        [Operation.Register] = new(
            () => new Base64Template(
                "/v3/kv/put", ("key", Text(EtcdText.NewKey, EtcdText.NewFields)),
                ("value", Text(EtcdText.NewValue, EtcdText.NewValueFields))),
            RegistryRequests.EtcdCheck),
        [Operation.Lookup] = new(
            () => new Base64Template("/v3/kv/range", ("key", Text(EtcdText.StoredKey, EtcdText.KeyFields))),
            new AnswerCheck("\"kvs\""u8.ToArray())),
        [Operation.Update] = new(
            () => new Base64Template(
                "/v3/kv/put", ("key", Text(EtcdText.StoredKey, EtcdText.KeyFields)),
                ("value", Text(EtcdText.StoredValue, EtcdText.ValueFields))),
            RegistryRequests.EtcdCheck),
        [Operation.Heartbeat] = new(
            () => new DigitTemplate(
                HttpRequest.Post("/v3/lease/keepalive", "application/json", $$"""{"ID":"{{EtcdLeases.First / EtcdLeases.Count}}###"}"""),
                new NumberField(2, EtcdLeases.Count)),
            new AnswerCheck("\"TTL\""u8.ToArray())),
    };

    private static DigitTemplate Text(string text, NumberField[] fields) => new(Encoding.ASCII.GetBytes(text), fields);
}
