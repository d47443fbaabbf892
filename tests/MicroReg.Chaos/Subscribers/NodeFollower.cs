using System.Diagnostics;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Subscribers;

/// <summary>
/// A subscriber that asks one node, and, when that one is gone or silent, the next one with the cursor that it has.
/// </summary>
/// <param name="terms">What it does.</param>
internal abstract class NodeFollower(SubscriberTerms terms) : Subscriber(terms, resumesItself: true)
{
    private Break? _broken;
    private bool _isCurrent;

    protected override async Task FollowAsync()
    {
        var nodes = Terms.Nodes;
        for (var number = Terms.First; ; number++)
        {
            while (!nodes[number % nodes.Count].IsServing)
            {
                number++;
                if (nodes.Any(node => node.IsServing))
                    continue;
                _broken = _broken is { } broken ? broken with { HadChoice = false, Since = Stopwatch.GetTimestamp() } : null;
                await PauseAsync();
            }

            var node = nodes[number % nodes.Count];
            var era = node.Era;
            Copy.BeginStream();
            var end = await FollowAsync(node);
            var served = era % 2 == 1 && node.Era == era;
            if (end == StreamEnd.Silent && served)
                LateHeartbeats.Enqueue($"{this}: {node.Name} sent no cursor for {Silence.TotalSeconds} s");
            if (_isCurrent)
                _broken = new Break(
                    node.Name,
                    Stopwatch.GetTimestamp(),
                    nodes.Any(other => other != node && other.IsServing),
                    Copy.Findings().Resets.Count);
            else if (!served && _broken is { } broken)
                _broken = broken with { Since = Stopwatch.GetTimestamp() };
            _isCurrent = false;
            if (end == StreamEnd.Refused)
                await PauseAsync();
        }
    }

    /// <summary>Follows one node until its stream ends.</summary>
    protected abstract Task<StreamEnd> FollowAsync(ClusterNode node);

    /// <summary>A cursor came from a node: if a stream was broken, it goes on now.</summary>
    protected void Stand(ClusterNode node)
    {
        _isCurrent = true;
        if (_broken is not { } broken)
            return;
        Resumes.Enqueue(new Resume(
            broken.From,
            node.Name,
            Stopwatch.GetElapsedTime(broken.Since),
            Copy.Findings().Resets.Count > broken.Resets,
            broken.HadChoice));
        _broken = null;
    }

    private sealed record Break(string From, long Since, bool HadChoice, int Resets);
}

/// <summary>How a stream ended.</summary>
internal enum StreamEnd
{
    /// <summary>The connection ended, or none could be made.</summary>
    Broken,

    /// <summary>No cursor came when one was due.</summary>
    Silent,

    /// <summary>The node said that it cannot be asked now.</summary>
    Refused,
}
