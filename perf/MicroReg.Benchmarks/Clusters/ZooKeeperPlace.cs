using System.Globalization;
using MicroReg.Testing.Networks;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Where one server of a ZooKeeper ensemble lives.</summary>
internal sealed record ZooKeeperPlace(int Id, string Directory, int ClientPort, int PeerPort, int ElectionPort)
{
    public static ZooKeeperPlace Take(int id, string directory)
    {
        var ports = FreePorts.Take(3);
        return new ZooKeeperPlace(id, directory, ports[0], ports[1], ports[2]);
    }

    /// <summary>
    /// Writes its configuration: what Debian ships (tick 2 s, limits of 10 and 5 ticks, synced), on 127.0.0.1 alone, without its web
    /// page.
    /// </summary>
    public string Write(IEnumerable<ZooKeeperPlace> ensemble)
    {
        var places = ensemble.ToArray();
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllText(Path.Combine(Directory, "myid"), Id.ToString(CultureInfo.InvariantCulture));
        var file = Path.Combine(Directory, "zoo.cfg");
        File.WriteAllLines(file,
        [
            "tickTime=2000", "initLimit=10", "syncLimit=5", $"dataDir={Directory}", "admin.enableServer=false",
            .. places.Length == 1
                ? [$"clientPort={ClientPort}", "clientPortAddress=127.0.0.1"]
                : places.Select(place => $"server.{place.Id}=127.0.0.1:{place.PeerPort}:{place.ElectionPort};127.0.0.1:{place.ClientPort}"),
        ]);
        return file;
    }
}
