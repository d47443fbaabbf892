using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// Before an instance fails, the other nodes are asked, like the indirect probes of SWIM (Das et al., 2002). Its heartbeats may arrive
/// there, or only the path from this node may be broken. Unreachable nodes are asked through reachable ones. An instance that enters the
/// round leaves it as found dead or as cleared, or because its state changed otherwise. Not thread-safe.
/// </summary>
/// <param name="context">The time, the nodes in reach, and who sends.</param>
/// <param name="states">Changes states.</param>
/// <param name="forwarding">Knows and takes heartbeats.</param>
internal sealed class SuspicionRound(HealthContext context, StateChanges states, HeartbeatForwarding forwarding)
{
    /// <summary>How long the answers may take, in milliseconds. The end of a lease must be published within a second in all.</summary>
    private const int AnswersWithin = 400;

    /// <summary>How many nodes are asked to probe one instance.</summary>
    private const int NodesToProbe = 2;

    /// <summary>How many instances other nodes probe at a time. If more fail at once, self-preservation decides.</summary>
    private const int MostProbedByOthers = 64;

    private readonly Dictionary<long, Question> _questions = [];
    private readonly List<MonitoredInstance> _toAsk = [];
    private readonly Queue<MonitoredInstance> _cleared = [];
    private readonly HashSet<MonitoredInstance> _foundDead = [];
    private long _lastQuestion;

    /// <summary>Asks about a suspected instance: about a lease at the end of the tick, about a check at once.</summary>
    public void Ask(MonitoredInstance suspected)
    {
        suspected.IsRemembered = null;
        if (context.Nodes.Reachable.IsEmpty)
            OnFoundDead(suspected);
        else if (Evidence.IsLeaseOut(suspected, context.Now))
            _toAsk.Add(suspected);
        else
            AskForProbes(suspected);
    }

    /// <summary>Asks each node one question about all leases that ended in this tick.</summary>
    public void Send()
    {
        foreach (var frame in HealthFrames.Of(_toAsk, instance => instance.Key))
        {
            var asked = new HeartbeatsRequested(context.Self, ++_lastQuestion, [.. frame.Select(instance => instance.Key)])
            {
                Beyond = context.Nodes.Unreached,
            };
            _questions[asked.Question] = new Question(frame, context.Nodes.Reachable, context.Now + AnswersWithin) { Request = asked };
            foreach (var node in context.Nodes.Reachable)
                context.Host.Send(node, asked);
        }

        _toAsk.Clear();
    }

    /// <summary>Answers another node, and passes its question on to nodes that it does not reach.</summary>
    public void OnRequested(HeartbeatsRequested asked)
    {
        ImmutableArray<string> beyond = [.. asked.Beyond.Where(node => context.Nodes.Reachable.Contains(node))];
        foreach (var node in beyond)
            context.Host.Send(node, asked with { Beyond = [], Via = context.Self });
        var known = new HeartbeatsReported(context.Self, asked.Question, forwarding.Known(asked.Keys)) { PassedOn = beyond };
        if (asked.Via is { } via)
            context.Host.Send(via, known with { To = asked.From });
        else
            context.Host.Send(asked.From, known);
    }

    /// <summary>Takes the answer of another node, or passes it back to the node that asked through this one.</summary>
    public void OnReported(HeartbeatsReported reported)
    {
        if (reported.To is { } asker)
        {
            context.Host.Send(asker, reported with { To = null });
            return;
        }

        if (!_questions.TryGetValue(reported.Question, out var question))
        {
            forwarding.TakeLate(reported);
            return;
        }

        question.Await(reported.PassedOn);
        NoteRemembered(question, reported);
        forwarding.Take(reported.Heartbeats, reported.From, wereAskedFor: true);
        OnAnswer(reported.Question, reported.From);
    }

    /// <summary>Takes the outcome of a probe that another node made.</summary>
    public void OnReported(ProbeReported reported)
    {
        if (reported.Outcome == ProbeOutcome.Good && _questions.TryGetValue(reported.Question, out var question))
            foreach (var instance in question.Instances)
                instance.Probes.OnContradicted();
        OnAnswer(reported.Question, reported.From);
    }

    /// <summary>
    /// A node that has not answered after half of the time is asked once more, directly and through the others. After the whole time
    /// the question is closed, but for instances of which a node may know that is only slow to answer.
    /// </summary>
    public void Expire()
    {
        foreach (var question in _questions.Values.Where(open => !open.WasRepeated && IsHalfOver(open)))
            Repeat(question);

        foreach (var (number, question) in _questions.Where(open => context.Now >= open.Value.Until).ToArray())
        {
            var waiting = WaitingIn(question);
            if (waiting.IsEmpty)
            {
                Close(number, question);
                continue;
            }

            Conclude(question.Instances.Except(waiting), question);
            question.Prolong(waiting, context.Now + AnswersWithin);
            Repeat(question);
        }
    }

    /// <summary>Takes the next instance that somebody has heard of. It is to be judged again.</summary>
    public bool TryTakeCleared([NotNullWhen(true)] out MonitoredInstance? instance) => _cleared.TryDequeue(out instance);

    /// <summary>Takes the instances that were found dead since the last call, and are still.</summary>
    public MonitoredInstance[] TakeFoundDead()
    {
        if (_foundDead.Count == 0)
            return [];
        var found = _foundDead.Where(instance => instance is { IsMonitored: true, State: LivenessState.FoundDead }).ToArray();
        _foundDead.Clear();
        return found;
    }

    /// <summary>Drops all questions, because all leases begin anew.</summary>
    public void Clear()
    {
        _questions.Clear();
        _toAsk.Clear();
        _cleared.Clear();
        _foundDead.Clear();
    }

    private void Repeat(Question question)
    {
        question.WasRepeated = true;
        if (question.Request is not { } asked)
            return;
        var beyond = asked with { Beyond = [.. question.Open] };
        foreach (var node in question.Open)
            context.Host.Send(node, asked);
        foreach (var node in question.Answered)
            context.Host.Send(node, beyond);
    }

    private bool IsHalfOver(Question question) => context.Now >= question.Until - (AnswersWithin / 2);

    private void OnFoundDead(MonitoredInstance suspected)
    {
        states.Take(suspected, LivenessEvent.NobodyContradicts);
        _foundDead.Add(suspected);
    }

    private void AskForProbes(MonitoredInstance suspected)
    {
        if (_questions.Count >= MostProbedByOthers)
        {
            OnFoundDead(suspected);
            return;
        }

        var nodes = context.Nodes.Reachable.ToArray();
        context.Random.Shuffle(nodes);
        nodes = nodes[..Math.Min(NodesToProbe, nodes.Length)];
        var within = (1000 * suspected.Check!.TimeoutSeconds) + AnswersWithin;
        _questions[++_lastQuestion] = new Question([suspected], nodes, context.Now + within);
        foreach (var node in nodes)
            context.Host.Send(node, new ProbeRequested(context.Self, _lastQuestion, suspected.Key));
    }

    private void OnAnswer(long number, string from)
    {
        if (!_questions.TryGetValue(number, out var question))
            return;
        question.OnAnswer(from);
        if (question.Open.Count == 0 || question.Instances.All(instance => !SeemsDead(instance)))
            Close(number, question);
    }

    /// <summary>
    /// The instances that a majority is not enough for: others reach a node that has not answered; or the node that has not answered
    /// received the last heartbeat (or perhaps the first), so it may know of a later one, or have lost that with its life. Which of the
    /// two it is shows when it answers, or is no longer reachable.
    /// </summary>
    private ImmutableArray<MonitoredInstance> WaitingIn(Question question)
    {
        if (question.Request is null || !question.IsAnswered(context.Nodes.Counted))
            return [];
        if (question.IsPassedOn)
            return question.Instances;
        return
        [
            .. question.Instances.Where(instance =>
                instance is { IsMonitored: true, State: LivenessState.Suspected, Heartbeat: { } last }
                    && last.At != instance.ProlongedFor && MayKnowMore(question, last)),
        ];
    }

    private bool MayKnowMore(Question question, Heartbeat last) => last.At == Heartbeat.Never
        ? question.Open.Overlaps(context.Nodes.Reachable)
        : last.Via is { } via && question.Open.Contains(via) && context.Nodes.Reachable.Contains(via);

    private void Close(long number, Question question)
    {
        _questions.Remove(number);
        Conclude(question.Instances, question);
    }

    private void Conclude(IEnumerable<MonitoredInstance> instances, Question question)
    {
        foreach (var instance in instances)
        {
            if (instance is not { IsMonitored: true, State: LivenessState.Suspected })
                continue;
            if (!SeemsDead(instance))
            {
                context.Counts.Contradicted++;
                _cleared.Enqueue(instance);
            }
            else if (question.IsAnswered(context.Nodes.Counted))
            {
                OnFoundDead(instance);
            }
            else
            {
                Ask(instance);
            }
        }
    }

    /// <summary>A node that has forgotten a heartbeat that it once passed on was restarted, and may have lost a later one.</summary>
    private static void NoteRemembered(Question question, HeartbeatsReported reported)
    {
        foreach (var instance in question.Instances.Where(instance => instance.Heartbeat?.Via == reported.From))
            instance.IsRemembered = reported.Heartbeats.Any(heartbeat => heartbeat.Key == instance.Key);
    }

    private bool SeemsDead(MonitoredInstance instance) => Evidence.Of(instance, context.Now) == InstanceHealth.Failing;
}
