using System.Collections.Concurrent;
using System.Text.Json;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Receives changes, in one of the ways, until it is stopped.</summary>
internal abstract class Subscriber : IAsyncDisposable
{
    /// <summary>A beat is due every five seconds; later than this the stream counts as broken.</summary>
    protected static readonly TimeSpan Silence = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly StreamWriter? _journal;
    private Task _run = Task.CompletedTask;

    /// <param name="terms">What it does.</param>
    /// <param name="resumesItself">See <see cref="SubscriberCopy"/>.</param>
    protected Subscriber(SubscriberTerms terms, bool resumesItself)
    {
        Terms = terms;
        _journal = terms.JournalFile.Length == 0 ? null : new StreamWriter(terms.JournalFile, append: true);
        Copy = new SubscriberCopy(resumesItself, _journal);
    }

    public SubscriberFilter Filter => Terms.Filter;

    public SubscriberCopy Copy { get; }

    /// <summary>Streams that broke, and went on.</summary>
    public ConcurrentQueue<Resume> Resumes { get; } = [];

    /// <summary>Beats that a node, serving all the time, did not send when they were due.</summary>
    public ConcurrentQueue<string> LateHeartbeats { get; } = [];

    /// <summary>What else was not as it should be.</summary>
    public ConcurrentQueue<string> Problems { get; } = [];

    protected SubscriberTerms Terms { get; }

    protected CancellationToken Stopping => _stop.Token;

    public void Start() => _run = RunAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        if (_journal is not null)
            await _journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override string ToString() => $"{Terms.Name} ({Filter})";

    /// <summary>Subscribes, and goes on until <see cref="Stopping"/>.</summary>
    protected abstract Task FollowAsync();

    /// <summary>Waits a moment before the next attempt.</summary>
    protected Task PauseAsync() => Patience.LastAsync(Pause, Stopping);

    private async Task RunAsync()
    {
        try
        {
            await FollowAsync();
        }
        catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or HttpRequestException or IOException)
        {
            // It was stopped.
        }
        catch (Exception e)
            when (e is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            Problems.Enqueue($"{this} cannot go on: {e.Message}");
        }
    }
}
