using System.Globalization;

namespace MicroReg.Chaos.Subscribers;

/// <summary>
/// A subscriber's copy, kept by the rules that any receiver can follow: keep what comes until a cursor comes, then apply it, an event
/// only if its version is greater than that of the instance held, a reset by forgetting everything first; when a stream breaks, drop what
/// came since its last cursor. A cursor is a consistent point unless more follows. It notes where what it receives breaks the contract.
/// Thread-safe.
/// </summary>
/// <param name="resumesItself">
/// True if the subscriber gives its own cursor when it resumes: then nothing older than what stands before it may ever come. The owner
/// of a callback goes on from a cursor that may be some seconds old, and while nodes do not hear each other two of them may take
/// themselves for the owner. So who is called back remembers the versions of what is gone, too: an older event must not bring it back.
/// </param>
/// <param name="journal">Takes a line for everything that comes; null for none.</param>
internal sealed class SubscriberCopy(bool resumesItself, TextWriter? journal = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Version, ShownInstance Instance)> _held = [];

    /// <summary>The greatest versions that each node sent on this stream.</summary>
    private readonly Dictionary<(string Node, string Key), string> _onStream = [];

    /// <summary>The versions that stand before the cursor, of instances that are gone as well.</summary>
    private readonly Dictionary<string, string> _settled = [];

    /// <summary>What came since the cursor.</summary>
    private readonly List<ReceivedEvent> _pending = [];
    private readonly Dictionary<string, string> _gone = [];
    private readonly CopyFindings _findings = new();
    private string _cursor = "";
    private bool _hasMore;
    private bool _isReset;
    private bool _hasBegun;
    private int _consistentSize;
    private int? _sizeBeforeReset;

    /// <summary>The cursor to resume from; empty for none.</summary>
    public string Cursor
    {
        get
        {
            lock (_gate)
                return _cursor;
        }
    }

    /// <summary>What it holds now.</summary>
    public CopyView See()
    {
        lock (_gate)
            return new CopyView(
                _held.ToDictionary(existing => existing.Key, existing => existing.Value.Instance),
                _cursor,
                _hasBegun && !_hasMore && !_isReset && _pending.Count == 0);
    }

    /// <summary>What broke the contract so far, and figures.</summary>
    public CopyFindings Findings()
    {
        lock (_gate)
            return _findings.Copy();
    }

    /// <summary>A new stream begins: only the cursor ties it to those before.</summary>
    public void BeginStream()
    {
        lock (_gate)
        {
            journal?.WriteLine("stream");
            _onStream.Clear();
            _pending.Clear();
            _isReset = false;
        }
    }

    /// <summary>A snapshot begins.</summary>
    /// <param name="what">Where and why, for whoever wonders.</param>
    public void Reset(string what)
    {
        lock (_gate)
        {
            journal?.WriteLine($"reset {what}");
            if (_hasBegun)
                _findings.Resets.Add(what);
            _onStream.Clear();
            _pending.Clear();
            _isReset = true;
        }
    }

    /// <summary>An event came.</summary>
    public void Apply(ReceivedEvent received)
    {
        lock (_gate)
        {
            _findings.Events++;
            journal?.WriteLine($"{_findings.Events} {received.Node} {received.Key} {received.Version} {received.Instance}");
            CheckOrder(received);
            _pending.Add(received);
        }
    }

    /// <summary>A cursor came.</summary>
    public void Mark(string cursor, bool more)
    {
        lock (_gate)
        {
            journal?.WriteLine($"cursor {cursor}{(more ? " and more" : "")}");
            if (_isReset)
                Forget();
            foreach (var received in _pending)
                Take(received);
            _pending.Clear();
            (_hasBegun, _isReset, _cursor, _hasMore) = (true, false, cursor, more);
            if (more)
                return;
            _consistentSize = _held.Count;
            if (_sizeBeforeReset is { } before)
                _findings.Snapshots.Add((before, _held.Count));
            _sizeBeforeReset = null;
        }
    }

    /// <summary>A page came: the same in one step.</summary>
    public void Apply(ReceivedPage page, string from)
    {
        if (page.Reset)
            Reset(from);
        foreach (var received in page.Events)
            Apply(received);
        Mark(page.Cursor, page.More);
    }

    private void Forget()
    {
        _sizeBeforeReset ??= _consistentSize;
        _held.Clear();
        _settled.Clear();
        _gone.Clear();
    }

    private void Take(ReceivedEvent received)
    {
        if (string.CompareOrdinal(received.Version, _settled.GetValueOrDefault(received.Key, "")) > 0)
            _settled[received.Key] = received.Version;
        if (string.CompareOrdinal(received.Version, VersionOf(received.Key)) <= 0)
            return;
        if (received.Instance is { } instance)
            _held[received.Key] = (received.Version, instance);
        else
            _held.Remove(received.Key);
        if (!resumesItself && received.Instance is null)
            _gone[received.Key] = received.Version;
    }

    /// <summary>What it knows of an instance; empty for nothing.</summary>
    private string VersionOf(string key) => _held.TryGetValue(key, out var existing) ? existing.Version : _gone.GetValueOrDefault(key, "");

    private void CheckOrder(ReceivedEvent received)
    {
        var stream = (received.Node, received.Key);
        var seen = _onStream.GetValueOrDefault(stream, "");
        var settled = resumesItself && !_isReset ? _settled.GetValueOrDefault(received.Key, "") : "";
        if (string.CompareOrdinal(received.Version, seen) < 0)
            _findings.Backward.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{received.Key}: {received.Node} sent {received.Version} after {seen} (event {_findings.Events})"));
        else if (string.CompareOrdinal(received.Version, settled) < 0)
            _findings.Backward.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{received.Key}: {received.Node} sent {received.Version} to one that had seen {settled} before its cursor (event "
                    + $"{_findings.Events})"));
        else if (received.Version == seen || (!_isReset && received.Version == VersionOf(received.Key)))
            _findings.Duplicates++;
        if (string.CompareOrdinal(received.Version, seen) > 0)
            _onStream[stream] = received.Version;
    }
}

/// <summary>A subscriber's copy at a moment.</summary>
/// <param name="Instances">The instances by key.</param>
/// <param name="Cursor">Where it stands.</param>
/// <param name="IsConsistent">True if nothing came since a cursor behind which nothing followed.</param>
internal sealed record CopyView(IReadOnlyDictionary<string, ShownInstance> Instances, string Cursor, bool IsConsistent);
