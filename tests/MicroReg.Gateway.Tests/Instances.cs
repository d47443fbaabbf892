using MicroReg.Client.Watching;

namespace MicroReg.Gateway.Tests;

/// <summary>Makes instances with the properties that matter to a gateway.</summary>
internal static class Instances
{
    public static ServiceInstance At(
        int port, string host = "127.0.0.1", string service = "orders", int weight = 1, string? zone = null, string status = "running") =>
        new() { Service = service, Host = host, Port = port, Weight = weight, Zone = zone, Status = status };
}
