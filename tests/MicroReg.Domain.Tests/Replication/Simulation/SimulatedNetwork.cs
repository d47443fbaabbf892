using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// Carries messages between addresses, with faults if configured. The node that is at the address at arrival gets the message.
/// </summary>
internal sealed class SimulatedNetwork(Agenda agenda, Random random)
{
    private readonly Dictionary<string, Action<string, ReplicationMessage>> _receivers = [];
    private readonly HashSet<(string From, string To)> _cut = [];

    public NetworkFaults Faults { get; set; } = NetworkFaults.None;

    /// <summary>Called with every message that is sent.</summary>
    public Action<string, string, ReplicationMessage>? Sent { get; set; }

    /// <summary>Selects messages to lose on purpose.</summary>
    public Func<string, string, ReplicationMessage, bool>? IsLost { get; set; }

    public void Connect(string address, Action<string, ReplicationMessage> receive) => _receivers[address] = receive;

    public void Disconnect(string address) => _receivers.Remove(address);

    /// <summary>Cuts the link from one node to another, in this direction only.</summary>
    public void Cut(string from, string to) => _cut.Add((from, to));

    public void CutBoth(string one, string other)
    {
        Cut(one, other);
        Cut(other, one);
    }

    public void Heal() => _cut.Clear();

    public bool IsCut(string from, string to) => _cut.Contains((from, to));

    public void Send(string from, string to, ReplicationMessage message)
    {
        Sent?.Invoke(from, to, message);
        if (random.NextDouble() < Faults.Lost || IsLost?.Invoke(from, to, message) == true)
            return;
        Carry(from, to, message);
        if (random.NextDouble() < Faults.Doubled)
            Carry(from, to, message);
    }

    private void Carry(string from, string to, ReplicationMessage message)
    {
        var delay = random.NextDouble() < Faults.Late
            ? Faults.Latest * random.NextDouble()
            : TimeSpan.FromMilliseconds(1 + (Faults == NetworkFaults.None ? 0 : 10 * random.NextDouble()));
        agenda.After(delay, () =>
        {
            if (!_cut.Contains((from, to)) && _receivers.TryGetValue(to, out var receive))
                receive(from, message);
        });
    }
}
