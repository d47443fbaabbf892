using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Profiling.Areas;

/// <summary>The area of a sample: that of the function that ran, not of those that had called it.</summary>
internal static class AreaClassifier
{
    // libc does not run for itself: a copy or a lock belongs to whoever asked for it.
    private static readonly string[] ServantLibraries =
    [
        "libc.so", "libc-", "ld-linux", "libpthread", "libm.so", "libstdc++", "libgcc", "[vdso]"
    ];

    public static Area Of(StackSample sample)
    {
        if (sample.Frames[0].IsKernel)
            return KernelAreas.Of(sample.Frames);
        foreach (var frame in sample.Frames)
        {
            if (!ServantLibraries.Any(library => frame.FileName.StartsWith(library, StringComparison.Ordinal)))
                return OfFrame(frame);
        }
        return Area.Unknown;
    }

    public static bool IsOwnOrAkka(string assembly) => ManagedAreas.Of(assembly, "")
        is Area.EdgeAndXmlRpc or Area.Domain or Area.Actors or Area.Storage or Area.Node or Area.Akka;

    private static Area OfFrame(Frame frame)
    {
        var file = frame.FileName;
        if (file.StartsWith("libclrgc", StringComparison.Ordinal))
            return Area.Collector;
        if (file.StartsWith("libclrjit", StringComparison.Ordinal))
            return Area.Compiler;
        if (file.StartsWith("libcoreclr", StringComparison.Ordinal) || frame.Symbol.StartsWith("stub", StringComparison.Ordinal))
            return Area.Runtime;
        if (file.StartsWith("libe_sqlite3", StringComparison.Ordinal))
            return Area.Sqlite;
        if (file.StartsWith("libSystem.Native", StringComparison.Ordinal))
            return Area.Web;
        if (ManagedName.Parse(frame.Symbol) is { } name)
            return ManagedAreas.Of(name.Assembly, name.Type);
        // Code that was compiled ahead and not again since tells no name, but its file does.
        return file.EndsWith(".dll", StringComparison.Ordinal) ? ManagedAreas.Of(file[..^4], "") : Area.Unknown;
    }
}
