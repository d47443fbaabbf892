using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace MicroReg.Benchmarks.Profiling.Allocations;

/// <summary>Reads the events of a runtime's garbage collector from a file.</summary>
internal static class TraceReader
{
    public static void Read(string file, AllocationProfile profile)
    {
        using var source = new EventPipeEventSource(file);
        double? suspended = null;
        source.Clr.GCAllocationTick +=
            tick => profile.AddAllocated(tick.TypeName.Length > 0 ? tick.TypeName : "(unknown)", tick.AllocationAmount64);
        source.Clr.GCStart += start => profile.AddCollection(start.Depth);
        source.Clr.GCSuspendEEStart += stop => suspended =
            stop.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep ? stop.TimeStampRelativeMSec : null;
        source.Clr.GCRestartEEStop += restart =>
        {
            if (suspended is { } began)
                profile.AddPause(TimeSpan.FromMilliseconds(restart.TimeStampRelativeMSec - began));
            suspended = null;
        };
        source.Process();
        profile.AddLost(source.EventsLost);
    }
}
