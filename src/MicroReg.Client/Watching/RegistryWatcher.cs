using System.Runtime.CompilerServices;
using MicroReg.Client.Nodes;
using MicroReg.Client.Watching.Caching;
using MicroReg.Client.Watching.Copying;
using MicroReg.Client.Watching.Streaming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroReg.Client.Watching;

/// <summary>
/// Keeps a copy of the registry by following the event stream of one node at a time. If the stream ends, it continues at another node from
/// the same cursor. Thread-safe.
/// </summary>
public sealed class RegistryWatcher : IRegistryWatcher, IAsyncDisposable
{
    private readonly RegistryWatcherOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly NodeRing _ring;
    private readonly Backoff _backoff;
    private readonly CopyWriter? _writer;
    private readonly RegistryCopy _copy = new();
    private readonly LatestValue<RegistrySnapshot> _changes = new(RegistrySnapshot.Empty);
    private readonly TaskCompletionSource _usable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private volatile RegistrySnapshot _current = RegistrySnapshot.Empty;
    private Confirmation? _confirmed;
    private Task? _following;
    private int _missed;
    private int _isDisposed;

    /// <summary>Makes a watcher. It does nothing until it is started.</summary>
    /// <param name="options">The options.</param>
    /// <param name="logger">The logger. Null means no log.</param>
    /// <param name="time">The clock. Null means the system clock.</param>
    /// <param name="random">Chooses the first node and spreads retries. Null means a new random generator.</param>
    /// <exception cref="ArgumentException">The options are wrong. The message lists all errors.</exception>
    public RegistryWatcher(
        RegistryWatcherOptions options, ILogger<RegistryWatcher>? logger = null, TimeProvider? time = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require(nameof(RegistryWatcher));
        _options = options;
        _logger = logger ?? NullLogger<RegistryWatcher>.Instance;
        _time = time ?? TimeProvider.System;
        _stopping = _stop.Token;
        random ??= options.NewRandom();
        _http = options.CreateClient();
        _ring = new NodeRing(options.Nodes, options.StartAnywhere ? random.Next(options.Nodes.Count) : 0);
        _backoff = new Backoff(options.LongestBackoff, random);
        if (options.CacheFile is { } path)
            _writer = new CopyWriter(new CopyFile(path, options.Filter.ToQuery()), options.CacheInterval, _time, _logger);
    }

    /// <inheritdoc />
    public RegistrySnapshot Current => _current;

    /// <inheritdoc />
    public bool IsInTouch => Staleness is { } time && time <= _options.Silence;

    /// <inheritdoc />
    public TimeSpan? Staleness => Volatile.Read(ref _confirmed) is { } confirmed ? _time.GetElapsedTime(confirmed.At) : null;

    /// <summary>The node whose stream is followed, or that is tried next.</summary>
    public Uri Node => _ring.Current;

    /// <summary>Reads the cached copy, which is usable at once, and begins to follow the registry. A second call does nothing.</summary>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (_following is not null)
            return;
        if (_writer?.Read() is { } remembered)
        {
            _copy.Restore(remembered);
            Show(remembered, null);
        }

        _writer?.Start();
        _following = Task.Run(() => FollowAsync(_stopping));
    }

    /// <inheritdoc />
    public Task WhenUsableAsync(CancellationToken cancellation = default) => _usable.Task.WaitAsync(cancellation);

    /// <inheritdoc />
    /// <remarks>
    /// A callback that throws is logged and called again at the next change. A slow callback gets the latest copy next and delays no other.
    /// </remarks>
    public IDisposable OnChange(Action<RegistrySnapshot> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return new Observer(_changes, changed, _logger, _stopping);
    }

    /// <summary>
    /// The copy as soon as it is usable, and again after each change, until the watcher is disposed. A slow reader gets the latest copy and
    /// misses those between.
    /// </summary>
    public async IAsyncEnumerable<RegistrySnapshot> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await WhenUsableAsync(cancellation).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping);
        var entry = _changes.Current;
        while (!_stopping.IsCancellationRequested)
        {
            yield return entry.Value;
            await entry.Replaced.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            entry = _changes.Current;
        }
    }

    /// <summary>Stops following, and writes the file if there is something new.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_following is not null)
            await _following.ConfigureAwait(false);
        if (_writer is not null)
            await _writer.DisposeAsync().ConfigureAwait(false);
        _usable.TrySetCanceled(CancellationToken.None);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var node = _ring.Current;
            var began = _time.GetTimestamp();
            var stream = new NodeStream(_http, node, _options, _time);
            try
            {
                await FollowAsync(stream, stop).ConfigureAwait(false);
                OnEnded(stream, "the node ended it");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (BadCursorException)
            {
                Log.CursorRefused(_logger, node);
                _copy.ForgetCursor();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The copy stays whatever the failure is. Another node may work.
                OnEnded(stream, stream.Explain(failure));
            }

            _copy.OnBroken();
            _ring.Leave(node);
            if (stream.HasConfirmed && _time.GetElapsedTime(began) > _options.LongestBackoff)
                _backoff.Reset();
            await Task.Delay(_backoff.Next(), _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(NodeStream stream, CancellationToken stop)
    {
        var cursor = _copy.ResumeFrom;
        if (cursor.Length == 0)
            _copy.OnReset();
        await foreach (var item in stream.ReadAsync(cursor, stop).ConfigureAwait(false))
        {
            switch (item)
            {
                case StreamItem.Change change:
                    _copy.OnChange(change.Instance);
                    break;
                case StreamItem.Reset reset:
                    Log.SnapshotBegins(_logger, stream.Node, reset.Reason);
                    _copy.OnReset();
                    break;
                case StreamItem.Cursor(var text, var more):
                    var end = _copy.OnCursor(text, more);
                    if (end == PageEnd.Doubtful)
                        end = await ResolveDoubtAsync(stream, stop).ConfigureAwait(false);
                    if (end == PageEnd.Confirmed)
                        OnConfirmed(stream);
                    else if (end == PageEnd.Behind)
                        Show(_copy.Live, _current.AsOf);
                    break;
            }
        }
    }

    /// <summary>An empty copy replaces one that is not empty only if the node is ready and not cut off from the others.</summary>
    private async Task<PageEnd> ResolveDoubtAsync(NodeStream stream, CancellationToken stop)
    {
        if (await stream.IsSureAsync(stop).ConfigureAwait(false))
        {
            _copy.Adopt();
            return PageEnd.Confirmed;
        }

        _copy.Distrust();
        Log.EmptyIsDoubtful(_logger, stream.Node);
        throw new InvalidDataException("It sent an empty registry and is not sure of it.");
    }

    /// <summary>
    /// Logs once that a node was lost, and once that no node can be reached. Warnings for all attempts would fill the log.
    /// </summary>
    private void OnEnded(NodeStream stream, string reason)
    {
        _missed = stream.HasConfirmed ? 0 : _missed + 1;
        if (stream.HasConfirmed)
            Log.StreamLost(_logger, stream.Node, reason);
        else if (_missed == _ring.Count)
            Log.AllMissed(_logger, stream.Node, reason);
        else
            Log.NodeMissed(_logger, stream.Node, reason);
    }

    private void OnConfirmed(NodeStream stream)
    {
        if (!stream.HasConfirmed)
            Log.InTouch(_logger, stream.Node, _copy.Live.Services.Count);
        stream.HasConfirmed = true;
        Volatile.Write(ref _confirmed, new Confirmation(_time.GetTimestamp()));
        Show(_copy.Live, _time.GetUtcNow());
    }

    private void Show(CopyState state, DateTimeOffset? asOf)
    {
        var changed = !ReferenceEquals(state.Services, _current.Services);
        var snapshot = new RegistrySnapshot(state.Services, asOf);
        _current = snapshot;
        if (changed)
        {
            _changes.Set(snapshot);
            _writer?.Write(state);
        }

        _usable.TrySetResult();
    }

    private sealed record Confirmation(long At);
}
