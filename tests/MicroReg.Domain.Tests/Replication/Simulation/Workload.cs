using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// Callers that register, report and unregister at random nodes. Each key named "own-" is written through one node only, so its final state
/// is known.
/// </summary>
internal sealed class Workload(SimulatedCluster cluster, int keys = 12)
{
    private readonly Random _random = new(cluster.Random.Next());
    private bool _isOver;
    private int _number;

    public List<Attempt> Attempts { get; } = [];

    public void Start(double callsPerSecond) => Next(TimeSpan.FromSeconds(1 / callsPerSecond));

    public void Stop() => _isOver = true;

    /// <summary>Makes one call, which is dropped if its node is not ready.</summary>
    public void Call(SimulatedNode node, string service, int kind, AcknowledgementLevel level = AcknowledgementLevel.Majority)
    {
        if (!node.IsReady)
            return;
        var endpoint = new Endpoint("10.0.0.1", 80);
        RegistryCommand command = kind switch
        {
            0 => RegistryCommands.Unregister(service, endpoint).Value,
            1 or 2 => RegistryCommands.UpdateStatus(service, endpoint, (ServiceStatus)(_number % 2)).Value,
            _ => RegistryCommands.Register(service, endpoint.Host, endpoint.Port, new InstanceAttributes { Weight = _number % 1000 }).Value,
        };
        _number++;
        node.Call(command with { Acknowledgement = level }, Attempts.Add);
    }

    public static InstanceKey KeyOf(string service) => new(service, "10.0.0.1", 80);

    private void Next(TimeSpan pause)
    {
        if (_isOver)
            return;
        var node = cluster.Pick();
        var level = (AcknowledgementLevel)_random.Next(3);
        if (_random.Next(3) == 0)
            Call(node, $"own-{node.Name}-{_random.Next(3)}", _random.Next(2) * 3, level);
        else
            Call(node, $"svc{_random.Next(keys)}", _random.Next(6), level);
        cluster.Agenda.After(pause * 2 * _random.NextDouble(), () => Next(pause));
    }
}
