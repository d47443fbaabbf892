namespace MicroReg.Benchmarks.Profiling.Areas;

/// <summary>How areas are called in what is published.</summary>
internal static class AreaText
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Area>().Select(Title)];

    public static string Title(Area area) => area switch
    {
        Area.KernelNetwork => "kernel: network",
        Area.KernelFiles => "kernel: files and disk",
        Area.KernelThreads => "kernel: switching and waking threads",
        Area.KernelMemory => "kernel: memory",
        Area.KernelOther => "kernel: other",
        Area.Collector => "garbage collector",
        Area.Compiler => "JIT",
        Area.Runtime => "runtime, native (libcoreclr and its stubs)",
        Area.Sqlite => "SQLite (libe_sqlite3 and its .NET wrapper)",
        Area.Web => "Kestrel, ASP.NET, sockets, pipelines",
        Area.EdgeAndXmlRpc => "MicroReg.XmlRpc and MicroReg.Edge",
        Area.Akka => "Akka",
        Area.Domain => "MicroReg.Domain",
        Area.Actors => "MicroReg.Actors",
        Area.Storage => "MicroReg.Storage",
        Area.Node => "MicroReg.Node",
        Area.Collections => ".NET: collections",
        Area.Text => ".NET: strings, text, numbers as text",
        Area.Json => ".NET: JSON",
        Area.Threading => ".NET: tasks, threads, timers",
        Area.Libraries => ".NET: everything else",
        Area.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(area), area, null),
    };
}
