namespace MicroReg.Benchmarks.Servers;

/// <summary>The jars of Debian's packages that server and client need.</summary>
internal static class ZooKeeperJars
{
    private static readonly string[] Names =
        [
            "zookeeper", "zookeeper-jute", "slf4j-api", "slf4j-simple", "netty-all", "metrics-core", "snappy-java", "commons-io",
            "commons-cli"
        ];

    /// <summary>Quiet but for what tells that a server serves.</summary>
    public static readonly string[] Logging =
    [
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Dorg.slf4j.simpleLogger.log.org.apache.zookeeper.server.quorum.QuorumPeer=info",
        "-Dorg.slf4j.simpleLogger.log.org.apache.zookeeper.server.ContainerManager=info",
    ];

    public static string ClassPath(string directory) => string.Join(':', Names.Select(name => Path.Combine(directory, name + ".jar")));
}
