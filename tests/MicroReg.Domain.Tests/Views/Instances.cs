using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Views;

/// <summary>Records of living and ended instances.</summary>
internal static class Instances
{
    public static ServiceRecord Living(
        string name, int port, int weight = 1, ServiceStatus status = ServiceStatus.Running, string? zone = null)
    {
        var attributes = new InstanceAttributes { Weight = weight, Status = status, Zone = zone, Tags = [$"p{port}"] };
        return new()
        {
            Key = new(name, "host", port),
            Head = new Registration(StampOf(1), new(new(1), 1), port, StampOf(1), attributes),
        };
    }

    public static ServiceRecord Ended(string name, int port) =>
        new() { Key = new(name, "host", port), Head = new Tombstone(StampOf(1), StampOf(2), new(new(1), 2)) };

    private static Stamp StampOf(long time) => new(new(time), new(1));
}
