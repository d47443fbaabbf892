using MicroReg.Chaos.Checking;

namespace MicroReg.Chaos.Load;

/// <summary>Writes to a few instances that other lanes, at other nodes, write at the same time.</summary>
internal sealed class SharedLane(Writer writer, Random random)
{
    private const int Instances = 8;

    private int _written;

    public Task WriteOnceAsync()
    {
        var deed = (Deed)random.Next((int)Deed.Observed);
        var status = random.Next(2) == 0 ? "running" : "stopped";
        return writer.WriteAsync(
            deed, "shared", 9_000 + random.Next(Instances), new InstanceState(deed is not Deed.Unregister, ++_written, status));
    }
}
