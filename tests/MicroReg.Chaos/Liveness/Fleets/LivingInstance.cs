using System.Net;
using System.Net.Sockets;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Networks;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Liveness.Fleets;

/// <summary>
/// One instance of a service, which does what MicroReg.Client does: it registers, beats three times in a lease, goes to the next node when
/// its own does not answer, and registers again when a node answers that it is unknown. It dies without unregistering, and can live again.
/// </summary>
internal sealed class LivingInstance : IAsyncDisposable
{
    private static readonly TimeSpan RegistrationTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly InstancePlan _plan;
    private readonly LifeJournal _journal;
    private int _node;
    private int _port;
    private Socket? _socket;
    private CancellationTokenSource? _end;
    private Task _life = Task.CompletedTask;

    /// <param name="plan">What it is.</param>
    /// <param name="first">The number of the node that it asks first.</param>
    /// <param name="journal">Takes down what happens to it.</param>
    public LivingInstance(InstancePlan plan, int first, LifeJournal journal)
    {
        (_plan, _node, _journal, _port) = (plan, first, journal, plan.Port);
        if (_port == 0)
            TakePort();
        Key = ShownInstance.KeyOf(plan.Service, Host, _port);
    }

    public string Key { get; }

    public Uri Address => new($"http://{Host}:{_port}");

    public bool IsAlive => _end is not null;

    private string Host => $"{_plan.Place.Address}";

    /// <summary>Lives from now on.</summary>
    /// <param name="registers">False for one that was only away, and goes on to beat.</param>
    /// <returns>Ends when it is registered.</returns>
    public Task LiveAsync(bool registers = true)
    {
        _socket?.Listen();
        _end = new CancellationTokenSource();
        _journal.Note(LifeDeed.Born, Key, LifeClock.Now);
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _life = HeartbeatAsync(registers, registered, _end.Token);
        return registered.Task;
    }

    /// <summary>Dies without a word.</summary>
    public async Task DieAsync()
    {
        if (_end is not { } end)
            return;
        _end = null;
        await end.CancelAsync();
        if (_socket is not null)
            TakePort();
        await _life;
        end.Dispose();
        _journal.Note(LifeDeed.Died, Key, LifeClock.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await DieAsync();
        _socket?.Dispose();
    }

    /// <summary>Notes that it is not judged from now on.</summary>
    public void Leave() => _journal.Note(LifeDeed.Left, Key, LifeClock.Now);

    /// <summary>Its port is its own for good, so that nobody else answers there while it is dead; it listens only while it lives.</summary>
    private void TakePort()
    {
        _socket?.Dispose();
        _socket = _plan.Place.OpenSocket();
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(_plan.Place.Address, _port));
        _port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    private async Task HeartbeatAsync(bool registers, TaskCompletionSource registered, CancellationToken end)
    {
        try
        {
            if (registers || (_plan.Terms.IsLeased && !await HeartbeatOnceAsync(end)))
                await RegisterAsync(end);
            registered.TrySetResult();
            if (!_plan.Terms.IsLeased)
                return;
            using var pace = new PeriodicTimer(_plan.Terms.HeartbeatInterval);
            while (await pace.WaitForNextTickAsync(end))
                if (!await HeartbeatOnceAsync(end))
                    await RegisterAsync(end);
        }
        catch (OperationCanceledException)
        {
            registered.TrySetCanceled(CancellationToken.None);
        }
    }

    private Task<bool> HeartbeatOnceAsync(CancellationToken end) =>
        AskAsync("heartbeat", TimeSpan.FromMilliseconds(_plan.Terms.Patience), [], end);

    private Task<bool> RegisterAsync(CancellationToken end) =>
        AskAsync("register", RegistrationTimeout, [XmlRpcValue.Of("running"), _plan.Terms.ToOptions()], end);

    /// <summary>Asks one node after another until one answers.</summary>
    private async Task<bool> AskAsync(string method, TimeSpan patience, XmlRpcValue[] more, CancellationToken end)
    {
        XmlRpcValue[] parameters = [XmlRpcValue.Of(_plan.Service), XmlRpcValue.Of(Host), XmlRpcValue.Of(_port), .. more];
        for (var asked = 1; ; asked++)
        {
            var sent = LifeClock.Now;
            var answer = await _plan.Nodes[_node % _plan.Nodes.Count].CallAsync(patience, method, parameters, end);
            end.ThrowIfCancellationRequested();
            if (answer.Outcome is CallOutcome.Acknowledged)
            {
                var isKnown = !answer.Value.TryGetBoolean(out var found) || found;
                _journal.Note(isKnown ? LifeDeed.Heartbeat : LifeDeed.Refused, Key, sent, LifeClock.Now);
                return isKnown;
            }

            _node++;
            if (asked % _plan.Nodes.Count == 0)
                await Patience.LastAsync(Pause, end);
        }
    }
}

/// <summary>What an instance is.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Place">Where it lives.</param>
/// <param name="Terms">How it wants its life to be known.</param>
/// <param name="Nodes">Whom it may ask; shared by many.</param>
/// <param name="Port">Its port, where nobody listens; 0 to listen at one of the system's.</param>
internal sealed record InstancePlan(string Service, NodePlace Place, LifeTerms Terms, IReadOnlyList<RegistryCaller> Nodes, int Port = 0);
