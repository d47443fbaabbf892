using System.Net;
using System.Net.Sockets;
using MicroReg.Testing.Networks;

namespace MicroReg.Testing.Tests.Networks;

public sealed class FreePortsTests
{
    [Fact]
    public void Ports_are_free_and_none_is_given_twice()
    {
        var ports = Enumerable.Range(0, 20).AsParallel().SelectMany(_ => FreePorts.Take(2)).ToArray();

        Assert.Equal(40, ports.Distinct().Count());
        Assert.All(ports, port =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        });
    }
}
