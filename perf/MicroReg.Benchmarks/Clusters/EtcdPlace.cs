using MicroReg.Testing.Networks;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Where one etcd lives.</summary>
internal sealed record EtcdPlace(string Name, string DataDirectory, int ClientPort, int PeerPort)
{
    public string ClientUrl => $"http://127.0.0.1:{ClientPort}";

    public string PeerUrl => $"http://127.0.0.1:{PeerPort}";

    public static EtcdPlace Take(string name, string dataDirectory)
    {
        var ports = FreePorts.Take(2);
        return new EtcdPlace(name, dataDirectory, ports[0], ports[1]);
    }
}
