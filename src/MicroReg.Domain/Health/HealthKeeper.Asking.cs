using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// Before an instance fails, the other nodes are asked, like the indirect probes of SWIM (Das et al., 2002). Its heartbeats may
// arrive there, or only the path from this node may be broken. Unreachable nodes are asked through reachable ones.
internal sealed partial class HealthKeeper
{
    /// <summary>How long the answers may take, in milliseconds. The end of a lease must be published within a second in all.</summary>
    private const int AnswersWithin = 400;

    /// <summary>How many nodes are asked to probe one instance.</summary>
    private const int NodesToProbe = 2;

    /// <summary>How many instances other nodes probe at a time. If more fail at once, self-preservation decides.</summary>
    private const int MostProbedByOthers = 64;

    private readonly Dictionary<long, Question> _questions = [];
    private readonly List<MonitoredInstance> _toAsk = [];
    private long _lastQuestion;

    /// <summary>Handles a message of another node.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    /// <param name="message">The message.</param>
    public void OnMessage(long now, HealthMessage message)
    {
        Advance(now);
        switch (message)
        {
            case HeartbeatsForwarded forwarded: Take(forwarded.Heartbeats, forwarded.From, wereAskedFor: false); break;
            case HeartbeatsRequested asked: OnAsked(asked); break;
            case HeartbeatsReported taken: OnTaken(taken); break;
            case ProbeRequested asked: OnProbeRequested(asked); break;
            case ProbeReported answered: OnProbeReported(answered); break;
            case SelfPreservationReleased: Release(); break;
        }
    }

    private void Ask(MonitoredInstance instance)
    {
        instance.Suspicion = Suspicion.Asking;
        if (_reachable.IsEmpty)
            OnFoundDead(instance);
        else if (IsLeaseOut(instance))
            _toAsk.Add(instance);
        else
            AskForProbes(instance);
    }

    /// <summary>Asks each node one question about all leases that ended in this tick.</summary>
    private void SendQuestions()
    {
        foreach (var frame in HealthFrames.Of(_toAsk, instance => instance.Key))
        {
            var number = Open(frame, _reachable, AnswersWithin);
            var asked = new HeartbeatsRequested(_self, number, [.. frame.Select(instance => instance.Key)]) { Beyond = _unreached };
            _questions[number].Again = asked;
            foreach (var node in _reachable)
                _host.Send(node, asked);
        }

        _toAsk.Clear();
    }

    private void AskForProbes(MonitoredInstance instance)
    {
        if (_questions.Count >= MostProbedByOthers)
        {
            OnFoundDead(instance);
            return;
        }

        var nodes = _reachable.ToArray();
        _random.Shuffle(nodes);
        nodes = nodes[..Math.Min(NodesToProbe, nodes.Length)];
        var question = Open([instance], nodes, (1000 * instance.Check!.TimeoutSeconds) + AnswersWithin);
        foreach (var node in nodes)
            _host.Send(node, new ProbeRequested(_self, question, instance.Key));
    }

    private long Open(ImmutableArray<MonitoredInstance> instances, IReadOnlyCollection<string> nodes, int within)
    {
        _questions[++_lastQuestion] = new Question(instances, [.. nodes], _now + within);
        return _lastQuestion;
    }

    /// <summary>
    /// Only heartbeats that callers sent to this node. If nodes passed on what they heard from others, ages would lose the delays.
    /// </summary>
    private ImmutableArray<HeartbeatAge> Known(ImmutableArray<InstanceKey> keys) =>
    [
        .. keys.Select(_heartbeats.Find).OfType<Heartbeat>().Where(heartbeat => heartbeat.At != Heartbeat.Never && heartbeat.Via is null)
            .Select(heartbeat => new HeartbeatAge(heartbeat.Key, Math.Max(0, _now - heartbeat.At))),
    ];

    private void Take(ImmutableArray<HeartbeatAge> heartbeats, string from, bool wereAskedFor)
    {
        foreach (var (key, age) in heartbeats)
            if (_database.View.Find(key.Name)?.At(key.Endpoint) is { } record)
                _heartbeats.TakeFrom(record.Key, _now - age, from, wereAskedFor);
    }

    private void OnAsked(HeartbeatsRequested asked)
    {
        ImmutableArray<string> beyond = [.. asked.Beyond.Where(node => _reachable.Contains(node))];
        foreach (var node in beyond)
            _host.Send(node, asked with { Beyond = [], Via = _self });
        var taken = new HeartbeatsReported(_self, asked.Question, Known(asked.Keys)) { PassedOn = beyond };
        if (asked.Via is { } via)
            _host.Send(via, taken with { To = asked.From });
        else
            _host.Send(asked.From, taken);
    }

    private void OnTaken(HeartbeatsReported taken)
    {
        if (taken.To is { } asker)
        {
            _host.Send(asker, taken with { To = null });
            return;
        }

        Take(taken.Heartbeats, taken.From, wereAskedFor: true);
        if (_questions.TryGetValue(taken.Question, out var question))
            question.Await(taken.PassedOn);
        OnAnswer(taken.Question, taken.From);
    }

    private void OnProbeRequested(ProbeRequested asked)
    {
        if (_database.View.Find(asked.Key.Name)?.At(asked.Key.Endpoint) is { } record && CheckOf(record) is { } check)
            _probes.Add(new ProbeJob(record.Key, check, asked.From, asked.Question));
        else
            _host.Send(asked.From, new ProbeReported(_self, asked.Question, ProbeOutcome.NotPermitted));
    }

    private void OnProbeReported(ProbeReported answered)
    {
        if (answered.Outcome == ProbeOutcome.Good && _questions.TryGetValue(answered.Question, out var question))
            foreach (var instance in question.Instances)
                instance.Probes.OnContradicted();
        OnAnswer(answered.Question, answered.From);
    }

    private void OnAnswer(long number, string from)
    {
        if (!_questions.TryGetValue(number, out var question))
            return;
        question.OnAnswer(from);
        if (question.Open.Count == 0 || question.Instances.All(instance => Findings(instance) != InstanceHealth.Failing))
            Close(number, question);
    }

    /// <summary>
    /// A node that has not answered after half of the time is asked once more, directly and through the others. After the whole time
    /// the question is closed.
    /// </summary>
    private void EndQuestions()
    {
        foreach (var question in _questions.Values.Where(open => open.Again is not null && _now >= open.Until - (AnswersWithin / 2)))
        {
            var beyond = question.Again! with { Beyond = [.. question.Open] };
            foreach (var node in question.Open)
                _host.Send(node, question.Again!);
            foreach (var node in question.Answered)
                _host.Send(node, beyond);
            question.Again = null;
        }

        foreach (var (number, question) in _questions.Where(open => _now >= open.Value.Until).ToArray())
            Close(number, question);
    }

    private void Close(long number, Question question)
    {
        _questions.Remove(number);
        foreach (var instance in question.Instances)
        {
            if (!instance.IsMonitored || instance.Suspicion != Suspicion.Asking)
                continue;
            if (Findings(instance) == InstanceHealth.Failing && IsAnswered(question))
            {
                OnFoundDead(instance);
                continue;
            }

            // Without enough answers the instance is asked about again. That alone is not a contradiction.
            _counts.Contradicted += Findings(instance) == InstanceHealth.Failing ? 0 : 1;
            instance.Suspicion = Suspicion.None;
            Judge(instance);
        }
    }

    /// <summary>
    /// True if all nodes answered, or a majority counting this one. Nodes that do not answer may be down, or this node may be cut off.
    /// It takes some seconds to know which.
    /// </summary>
    private bool IsAnswered(Question question) =>
        question.Open.Count == 0 || 2 * (question.Answered.Count + 1) > _counted;

    /// <param name="Instances">The instances that are asked about.</param>
    /// <param name="Open">The nodes that have not answered yet.</param>
    /// <param name="Until">When the question is closed, in milliseconds of the uptime.</param>
    private sealed record Question(ImmutableArray<MonitoredInstance> Instances, HashSet<string> Open, long Until)
    {
        /// <summary>The nodes that have answered.</summary>
        public HashSet<string> Answered { get; } = [];

        /// <summary>The request to repeat to nodes that have not answered; null if there is none, or it was repeated already.</summary>
        public HeartbeatsRequested? Again { get; set; }

        /// <summary>Waits for the answers of these nodes, too.</summary>
        public void Await(ImmutableArray<string> nodes) => Open.UnionWith(nodes.Except(Answered));

        public void OnAnswer(string from)
        {
            Open.Remove(from);
            Answered.Add(from);
        }
    }
}
