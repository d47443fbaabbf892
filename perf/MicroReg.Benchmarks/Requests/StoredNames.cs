namespace MicroReg.Benchmarks.Requests;

/// <summary>How the stored records are called: ten instances to a service, told apart by the last digit of their port.</summary>
internal static class StoredNames
{
    public const string Prefix = "stored-service-";
    public const string Service = Prefix + "######";
    public const string Port = "2000#";
    public const int FirstPort = 20_000;
    public const int InstancesPerService = 10;

    public static int RecordOf(int service, int port) => (service * InstancesPerService) + (port - FirstPort);
}
