using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace MicroReg.Benchmarks.Profiling.Allocations;

/// <summary>Listens to the garbage collector of another process; each span between resume and pause is a file of its own.</summary>
internal sealed class AllocationRecording(int processId, string directory, string name) : IRecording
{
    private static readonly EventPipeProvider[] Collector =
    [
        new("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC),
    ];

    private readonly DiagnosticsClient _client = new(processId);
    private readonly List<string> _files = [];
    private EventPipeSession? _session;
    private Task _copy = Task.CompletedTask;

    public async Task ResumeAsync(CancellationToken cancel)
    {
        var file = Path.Combine(directory, $"{name}-{_files.Count}.nettrace");
        _files.Add(file);
        _session = await _client.StartEventPipeSessionAsync(Collector, requestRundown: false, circularBufferMB: 64, cancel);
        _copy = CopyAsync(_session.EventStream, file);
    }

    public async Task PauseAsync(CancellationToken cancel)
    {
        await _session!.StopAsync(cancel);
        await _copy.WaitAsync(cancel);
        _session.Dispose();
        _session = null;
    }

    public async Task<AllocationProfile> ReadAsync(CancellationToken cancel)
    {
        var profile = new AllocationProfile();
        await Task.Run(() => _files.ForEach(file => TraceReader.Read(file, profile)), cancel);
        return profile;
    }

    public ValueTask DisposeAsync()
    {
        _session?.Dispose();
        _files.ForEach(File.Delete);
        return ValueTask.CompletedTask;
    }

    private static async Task CopyAsync(Stream events, string file)
    {
        await Task.Yield();
        await using var copy = File.Create(file);
        await events.CopyToAsync(copy);
    }
}
