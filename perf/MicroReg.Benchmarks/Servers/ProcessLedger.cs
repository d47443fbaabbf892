using System.Globalization;

namespace MicroReg.Benchmarks.Servers;

/// <summary>
/// Notes the id of every process started, in a file of the work directory, so that scripts/bench.sh can end what is left
/// if this process is killed. All of them run in that directory, which is how the script knows them from later ones.
/// </summary>
internal sealed class ProcessLedger(string directory)
{
    public string Directory => directory;

    public void Note(int processId) => File.AppendAllText(
        Path.Combine(directory, "processes"), processId.ToString(CultureInfo.InvariantCulture) + "\n");
}
