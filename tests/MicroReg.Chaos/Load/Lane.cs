using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;

namespace MicroReg.Chaos.Load;

/// <summary>
/// One call after another to instances that nobody else writes, so that the right state of each is known. An instance
/// whose call was not acknowledged is never written again: such a call may still take effect, after any later one.
/// </summary>
internal sealed class Lane(Writer writer, string name, Random random)
{
    private const int Instances = 6;
    private static readonly string[] Statuses = ["running", "stopped", "error", "starting", "draining"];

    private readonly Instance?[] _instances = new Instance?[Instances];
    private int _made;

    public async Task WriteOnceAsync()
    {
        var slot = random.Next(Instances);
        var instance = _instances[slot] ??= new Instance($"{name}-{_made % 3}", 10_000 + _made++, 0, InstanceState.Absent);
        var deed = instance.State.IsRegistered ? Choose() : Deed.Register;
        var status = Statuses[random.Next(Statuses.Length)];
        var written = deed switch
        {
            Deed.Register => new InstanceState(true, instance.Registrations + 1, status),
            Deed.UpdateStatus => instance.State with { Status = status },
            _ => InstanceState.Absent,
        };
        var entry = await writer.WriteAsync(deed, instance.Service, instance.Port, written);
        _instances[slot] = entry.Outcome switch
        {
            CallOutcome.Unsent => instance,
            CallOutcome.Acknowledged =>
                Next(instance with { Registrations = instance.Registrations + (deed is Deed.Register ? 1 : 0), State = written }),
            _ => null,
        };
    }

    private Deed Choose() => random.Next(20) switch
    {
        < 10 => Deed.UpdateStatus,
        < 14 => Deed.Register,
        _ => Deed.Unregister,
    };

    /// <summary>Now and then an instance is left as it is: unregistered, or registered for good.</summary>
    private Instance? Next(Instance instance) => random.Next(instance.State.IsRegistered ? 12 : 2) == 0 ? null : instance;

    private sealed record Instance(string Service, int Port, int Registrations, InstanceState State);
}
