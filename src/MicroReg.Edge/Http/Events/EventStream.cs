using System.Buffers;
using System.IO.Pipelines;
using MicroReg.Domain.Events;
using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.Http.Events;

/// <summary>
/// One subscriber's stream. It never has more than a page in memory, beside what the web server buffers. While the client does not read,
/// the stream reads nothing from the feed either, and later continues where it stopped.
/// </summary>
/// <param name="streams">What all streams share.</param>
/// <param name="reader">Reads the feed.</param>
/// <param name="context">The request.</param>
internal sealed class EventStream(EventStreams streams, IFeedReader reader, HttpContext context)
{
    // A page of a thousand events takes half a megabyte. This much of it is written at a time.
    private const int FlushBytes = 32 * 1024;

    private readonly PipeWriter _output = context.Response.BodyWriter;
    private long _flushed;

    /// <summary>Writes pages until the client is gone or does not read, the host stops, or the node cannot go on.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="reset">Why the first page begins a snapshot; null if it does not.</param>
    /// <param name="cancellation">Ends the stream.</param>
    public async Task RunAsync(FeedPage page, string reset, CancellationToken cancellation)
    {
        _output.Write(EventFrames.Start);
        while (await WriteAsync(page, reset, cancellation).ConfigureAwait(false))
        {
            reset = ResetReasons.Replaced;
            await streams.WhenPacedAsync().ConfigureAwait(false);
            if (!(await NextAsync(cancellation).ConfigureAwait(false) is { } next))
                return;
            page = next;
        }
    }

    /// <summary>The next page with events, or one without after the longest silence; null if the node cannot go on.</summary>
    private async ValueTask<FeedPage?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = streams.Options.HeartbeatInterval - streams.Time.GetElapsedTime(_flushed);
            var read = await reader.NextAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var page, out _))
                return null;
            if (!page.Events.IsEmpty || page.Reset || !page.More || left <= TimeSpan.Zero)
                return page;
        }
    }

    private async ValueTask<bool> WriteAsync(FeedPage page, string reset, CancellationToken cancellation)
    {
        if (page.Reset)
            _output.Write(EventFrames.Reset(reset));
        var unflushed = 0;
        foreach (var change in page.Events)
        {
            var frame = streams.Frames.Of(change);
            _output.Write(frame.Span);
            if ((unflushed += frame.Length) < FlushBytes)
                continue;
            if (!await FlushAsync(cancellation).ConfigureAwait(false))
                return false;
            unflushed = 0;
        }

        _output.Write(streams.Frames.CursorOf(page));
        streams.Metrics.Streamed.Count(page);
        return await FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>False if the client is gone, or was disconnected because it does not read.</summary>
    private ValueTask<bool> FlushAsync(CancellationToken cancellation)
    {
        _flushed = streams.Time.GetTimestamp();
        var flush = _output.FlushAsync(cancellation);
        return flush.IsCompletedSuccessfully ? new(!flush.Result.IsCompleted) : AwaitAsync(flush.AsTask());
    }

    private async ValueTask<bool> AwaitAsync(Task<FlushResult> flush)
    {
        try
        {
            var result = await flush.WaitAsync(streams.Options.WriteTimeout, streams.Time).ConfigureAwait(false);
            return !result.IsCompleted;
        }
        catch (TimeoutException)
        {
            streams.Metrics.CountStalled();
            Log.StreamStalled(streams.Logger, streams.Options.WriteTimeout.TotalSeconds);
            context.Abort();
            await ((Task)flush).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // ended by the abort
            return false;
        }
    }
}

/// <summary>Why a snapshot begins, for people who read a stream.</summary>
internal static class ResetReasons
{
    public const string NoCursor = "there was no cursor";
    public const string CannotContinue = "the cursor is too old for this node, or not known to it";
    public const string Replaced = "the node has replaced its records by a copy";
}
