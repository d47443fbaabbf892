using MicroReg.Gateway.Mapping;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Tests.Forwarding;

/// <summary>Makes destinations in YARP's form.</summary>
internal static class Destinations
{
    public static DestinationState At(int port) =>
        new(ProxyIds.DestinationOf(Instances.At(port)),
            new DestinationModel(new() { Address = DestinationAddress.Of(Instances.At(port))! }));
}
