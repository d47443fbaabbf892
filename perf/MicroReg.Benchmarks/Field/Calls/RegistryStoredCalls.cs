using System.Globalization;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>The calls that fill MicroReg and the Python dictionary, and those that take back; not measured.</summary>
internal static class RegistryStoredCalls
{
    public static (string, string[]) Store(long record) => ("register", BenchRecord.RegisterParameters(
        StoredNames.Prefix + Digits(record / StoredNames.InstancesPerService, 6),
        Digits(StoredNames.FirstPort + (record % StoredNames.InstancesPerService), 5),
        Digits(record, 12)));

    public static (string, string[]) Heartbeat(long record) => ("heartbeat",
    [
        XmlRpcText.Text(StoredNames.Prefix + Digits(record / StoredNames.InstancesPerService, 6)),
        XmlRpcText.Text("127.0.0.1"),
        XmlRpcText.Int(Digits(StoredNames.FirstPort + (record % StoredNames.InstancesPerService), 5)),
    ]);

    public static (string, string[]) TakeBack(long number) => ("unregister", [XmlRpcText.Text("loaded-service-" + Digits(number, 9))]);

    private static string Digits(long number, int count) => number.ToString($"D{count}", CultureInfo.InvariantCulture);
}
