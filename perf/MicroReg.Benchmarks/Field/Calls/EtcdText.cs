using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>Keys and values of the records in etcd, with places for numbers; stored ones are those of <see cref="EtcdKeys"/>.</summary>
internal static class EtcdText
{
    public const string NewPrefix = EtcdKeys.Prefix + "loaded-service-";
    public const string NewKey = EtcdKeys.Prefix + RegistryRequests.NewName + "/127.0.0.1:20000";
    public const string StoredKey = EtcdKeys.Prefix + StoredNames.Service + "/127.0.0.1:" + StoredNames.Port;

    public static string NewValue { get; } = BenchRecord.Json(RegistryRequests.NewName, "20000", RegistryRequests.NewInstance);

    public static string StoredValue { get; } = BenchRecord.Json(StoredNames.Service, StoredNames.Port, RegistryRequests.NewInstance, "#");

    public static NumberField[] NewFields { get; } = [new()];

    public static NumberField[] NewValueFields { get; } = [new(), new()];

    public static NumberField[] KeyFields { get; } = [CallNumbers.Service, CallNumbers.Port];

    public static NumberField[] ValueFields { get; } = [CallNumbers.Service, CallNumbers.Port, CallNumbers.Status, CallNumbers.Record];
}
