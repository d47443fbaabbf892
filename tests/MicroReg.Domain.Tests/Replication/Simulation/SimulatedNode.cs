using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// A node without actors: its database, its replica and its disk. Requests run one after the other, a little later, as in its single
/// writer.
/// </summary>
internal sealed class SimulatedNode : IReplicaHost
{
    private readonly SimulatedCluster _cluster;
    private readonly Random _random;
    private readonly SkewedTime _time;
    private NodeRun _run;
    private Lane _writer = null!;
    private Lane _mailbox = null!;
    private SimulatedJournal _journal = null!;

    public SimulatedNode(SimulatedCluster cluster, string name, Random random)
    {
        (_cluster, Name, _random) = (cluster, name, random);
        _time = new SkewedTime(cluster.Agenda.Time);
        _run = new NodeRun(cluster.Agenda);
        _run.End();
        Disk = new SimulatedDisk(NextId());
    }

    public string Name { get; }

    public string Address => $"{Name}:4053";

    public SimulatedDisk Disk { get; set; }

    public RegistryDatabase Database { get; private set; } = null!;

    public Replica Replica { get; private set; } = null!;

    public StatusFeed Feed { get; private set; } = null!;

    public bool IsRunning => !_run.IsOver;

    public bool IsReady => IsRunning && Replica.Readiness.IsReady;

    public int Crashes { get; private set; }

    public List<string> Notes { get; } = [];

    public TimeSpan Skew
    {
        set => _time.Skew = value;
    }

    /// <summary>Which requests its writer refuses, as it does while too many commits wait for the disk.</summary>
    public Predicate<DatabaseRequest> Refuses { get; set; } = _ => false;

    public DateTimeOffset WallClock => _time.GetUtcNow();

    public void Start()
    {
        _run = new NodeRun(_cluster.Agenda);
        (_writer, _mailbox) = (new Lane(_cluster.Agenda, _run), new Lane(_cluster.Agenda, _run));
        Database = new RegistryDatabase(new OriginId((ulong)_random.NextInt64(1, long.MaxValue)), _time, _cluster.Ids);
        Database.Records.Committed += (key, _, after) => _cluster.History.Record(Database.Records.Origin, key, after);
        var facts = Database.Load(Disk).Cluster;
        Database.Feed.Begin(Database.Records.Vector);
        Feed = new StatusFeed(Database.Feed, _cluster.FeedOptions, () => Replica.Readiness, _time)
        {
            CompleteAsOf = () => Replica.Describe().CompleteAsOf,
        };
        _journal = new SimulatedJournal(
            _cluster.Agenda, _random, _run, Disk, Database, vector =>
                _mailbox.Post(Moment(1), () => Replica.OnDurable(vector)), () => _cluster.Agenda.Now);
        Replica = new Replica(
            new ReplicaIdentity(Disk.NodeId, Name, Address), Database, facts, _cluster.OptionsOf(this), this, _time,
                new Random(_random.Next()));
        _cluster.Network.Connect(Address, (from, message) => _mailbox.Post(TimeSpan.Zero, () =>
        {
            Replica.Receive(from, message);
            TellConfirmed();
        }));
        Feed.Sought.Subscribe(vector => _mailbox.Post(Moment(1), () => Replica.Seek(vector)));
        _mailbox.Post(Moment(2), () => Replica.OnMembers([], _cluster.ContactsOf(this)));
        Tick(_run);
    }

    public void Crash(bool losesDisk = false)
    {
        if (!IsRunning)
            return;
        Crashes++;
        _journal.Crash();
        _run.End();
        _cluster.Network.Disconnect(Address);
        if (losesDisk)
            Disk = new SimulatedDisk(NextId());
    }

    public void Pause(TimeSpan span) => _run.Pause(span);

    /// <summary>How long each group of commits takes to reach the disk from now on; null for a random time.</summary>
    public void SlowDisk(TimeSpan? group) => _journal.Duration = group;

    /// <summary>Decides and commits the command of a caller, as the actor of a service does.</summary>
    public void Call(RegistryCommand command, Action<Attempt> onCommitted) => _writer.Post(Moment(2), () =>
    {
        var decision = ServiceRules.Decide(command, Database.Records.Get, Database.View.Find(command.Service)?.Instances ?? []);
        if (decision.Writes.IsEmpty)
            return;
        var written = Database.TryCommit(decision);
        var level = command.Acknowledgement ?? AcknowledgementLevel.Majority;
        var attempt = new Attempt(this, Disk.NodeId, command, Database.Records.Sequence, _cluster.Agenda.Now, level);
        foreach (var record in written)
            attempt.Parts.Add(History.LastOf(Database.Records.Origin, record));
        onCommitted(attempt);
        var (known, committedAt) = (Replica.Describe().Known, _cluster.Agenda.Now);
        _journal.Append([.. written.Select(record => record.Key)], onWritten: level.Needed(known) > 1
            ? () => _mailbox.Post(
                Moment(1), () => Replica.OnWriteDurable(attempt.Sequence, level, known, _cluster.Agenda.Now - committedAt, attempt))
            : () => attempt.Answer(_cluster.Agenda.Now, isMet: true));
        _mailbox.Post(Moment(1), () => Replica.OnLocalChanges());
    });

    void IReplicaHost.Send(string address, ReplicationMessage message) => _cluster.Network.Send(Address, address, message);

    /// <summary>What a part without attributes takes in a message between nodes.</summary>
    int IReplicaHost.SizeOf(PartChange change) =>
        100 + change.Key.Name.Length + change.Key.Host.Length + (change.Part is Registration ? 28 : 0);

    void IReplicaHost.Ask(DatabaseRequest request) => _writer.Post(Moment(3), () => CarryOut(request));

    void IReplicaHost.WakeIn(TimeSpan delay)
    {
        var run = _run;
        _cluster.Agenda.After(delay, () => run.Do(Replica.OnWake));
    }

    void IReplicaHost.Answer(object ticket, Acknowledged outcome) => ((Attempt)ticket).Answer(_cluster.Agenda.Now, outcome.IsMet);

    void IReplicaHost.Log(LogSeverity level, string text, params object[] values) =>
        Notes.Add($"{_cluster.Agenda.Now} {level} {text} {string.Join(" | ", values)}");

    private void CarryOut(DatabaseRequest request)
    {
        if (Refuses(request))
        {
            _mailbox.Post(Moment(1), () => Replica.OnApplied(request, new DatabaseResult([], IsGap: true)));
            return;
        }

        var (vector, sequence) = (Database.Records.Vector, Database.Records.Sequence);
        var result = Database.Apply(request);
        var facts = request switch
        {
            SaveFacts save => save.Facts,
            ReplaceRecords replace => replace.Facts,
            SweepRecords sweep => sweep.Facts,
            _ => null,
        };
        if (!result.Changed.IsEmpty || facts is not null || !Database.Records.Vector.Equals(vector))
            _journal.Append(result.Changed, facts, request is ReplaceRecords);
        _mailbox.Post(Moment(1), () => Replica.OnApplied(request, result));
        if (Database.Records.Sequence > sequence)
            _mailbox.Post(Moment(1), () => Replica.OnLocalChanges());
    }

    private void Tick(NodeRun run)
    {
        run.Do(() =>
        {
            Replica.Tick();
            TellConfirmed();
        });
        if (!run.IsOver)
            _cluster.Agenda.After(_cluster.TickInterval, () => Tick(run));
    }

    private void TellConfirmed() =>
        Database.Feed.OnConfirmed(Replica.ConfirmedElsewhere, _cluster.Agenda.Now - _cluster.FeedOptions.ConfirmationTimeout);

    private TimeSpan Moment(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds * _random.NextDouble());

    private string NextId() => _random.NextInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
