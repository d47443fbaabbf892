namespace MicroReg.Benchmarks.Profiling.Areas;

/// <summary>Where the CPU time of a node goes, in the order in which it is shown.</summary>
internal enum Area
{
    KernelNetwork,
    KernelFiles,
    KernelThreads,
    KernelMemory,
    KernelOther,
    Collector,
    Compiler,
    Runtime,
    Sqlite,
    Web,
    EdgeAndXmlRpc,
    Akka,
    Domain,
    Actors,
    Storage,
    Node,
    Collections,
    Text,
    Json,
    Threading,
    Libraries,
    Unknown,
}
