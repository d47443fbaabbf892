using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Events.Changes;

/// <summary>The status of every stored record as the changes made it: each change turns one over, in the order of the records.</summary>
internal sealed class RecordStatuses
{
    public const int Running = 1;
    public const int Stopped = 0;
    private bool[] _stopped = [];
    private int _next;

    public int Records => _stopped.Length;

    /// <summary>More were stored, all of them running.</summary>
    public void Grow(int records) => Array.Resize(ref _stopped, records);

    /// <summary>The changes of one run: the next records in turn, from the first again after the last.</summary>
    public ChangeRun Plan(int changes)
    {
        var planned = new PlannedChange[changes];
        for (var i = 0; i < changes; i++)
        {
            var record = _next;
            _next = (_next + 1) % Records;
            _stopped[record] = !_stopped[record];
            planned[i] = new PlannedChange(record, _stopped[record] ? Stopped : Running);
        }
        return new ChangeRun(planned, Records);
    }

    /// <summary>Which stored record an event tells of; -1 for one that is none of them.</summary>
    public static int RecordOf(string service, long port)
    {
        var digits = service.AsSpan(Math.Min(service.Length, StoredNames.Prefix.Length));
        return service.StartsWith(StoredNames.Prefix, StringComparison.Ordinal) && int.TryParse(digits, out var number)
            ? StoredNames.RecordOf(number, (int)port)
            : -1;
    }
}

/// <summary>One change to make.</summary>
/// <param name="Record">Which of the stored records, from 0.</param>
/// <param name="Status">What it becomes: 1 running, 0 stopped.</param>
internal readonly record struct PlannedChange(int Record, int Status);
