using MicroReg.Testing.Calls;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests.Durability;

/// <summary>
/// Writes to instances that nobody else writes to, one call after another, and keeps what was answered. So it knows
/// the right state of each instance exactly, but for the call that was in flight when the node died.
/// </summary>
internal sealed class RecordingWriter(int number, int seed)
{
    private const int Instances = 12;

    /// <summary>What is known of an instance; -9 stands for "not registered".</summary>
    private const int Absent = -9;

    private readonly Random _random = new(seed);
    private readonly int[] _states = [.. Enumerable.Repeat(Absent, Instances)];
    private (int Instance, int State)? _inFlight;

    public int Answers { get; private set; }

    public async Task WriteUntilCutOffAsync(RegistryCaller caller, Action onAnswer)
    {
        try
        {
            while (true)
            {
                await WriteOnceAsync(caller);
                Answers++;
                onAnswer();
            }
        }
        catch (HttpRequestException)
        {
            // The node is gone; what was in flight stays open.
        }
    }

    /// <summary>Compares every instance with the node, and takes over what became of the call in flight.</summary>
    /// <returns>How many instances are registered.</returns>
    public async Task<int> CheckAsync(RegistryCaller caller)
    {
        for (var instance = 0; instance < Instances; instance++)
        {
            var outcome = await caller.CallAsync("get_service_status", Target(instance));
            var found = outcome.Value.TryGetInteger(out var status) ? (int)status : Absent;
            if (_inFlight is { } open && open.Instance == instance)
                Assert.True(
                    found == open.State || found == _states[instance],
                    $"{number}/{instance}: {found} is neither {_states[instance]} nor {open.State}");
            else
                Assert.True(found == _states[instance], $"{number}/{instance}: {found} is not what was answered, {_states[instance]}");
            _states[instance] = found;
        }

        _inFlight = null;
        return _states.Count(state => state != Absent);
    }

    private async Task WriteOnceAsync(RegistryCaller caller)
    {
        var instance = _random.Next(Instances);
        var status = _random.Next(-1, 4);
        var isKnown = _states[instance] != Absent;
        var (method, after, parameters) = _random.Next(3) switch
        {
            0 => ("register", status, [.. Target(instance), XmlRpcValue.Of(status)]),
            1 => ("update_status", isKnown ? status : Absent, [Target(instance)[0], XmlRpcValue.Of(status), .. Target(instance)[1..]]),
            _ => ("unregister", Absent, Target(instance)),
        };

        _inFlight = (instance, after);
        var outcome = await caller.CallAsync(method, parameters);
        Assert.Null(outcome.Fault);
        if (outcome.Value.TryGetBoolean(out var found))
            Assert.Equal(isKnown, found);
        _states[instance] = after;
        _inFlight = null;
    }

    private XmlRpcValue[] Target(int instance) =>
        [XmlRpcValue.Of($"service-{number}-{instance % 3}"), XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(10_000 + instance)];
}
