namespace MicroReg.Hosting.Records;

/// <summary>What is logged of the records. Event id 1000; 1001 to 1019 are those of the actor systems and of the executable.</summary>
internal static partial class Log
{
    /// <summary>The records are in memory.</summary>
    [LoggerMessage(
        1000,
        LogLevel.Information,
        "Node {Node} ({NodeId}, run {Origin}) read {Instances} instances of {Services} services from {Directory}")]
    public static partial void RecordsRead(
        ILogger logger, string node, string nodeId, string origin, int instances, int services, string directory);
}
