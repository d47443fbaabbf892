using System.CommandLine;

namespace MicroReg.Benchmarks.BareCluster;

/// <summary>A member of an empty cluster as a process of its own: what a node's idle time is compared with.</summary>
internal static class BareClusterCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 = any, printed." };
        var seed = new Option<int>("--seed") { Description = "Port of the member to join; 0 = begin alone." };
        var command = new Command("bare-cluster", "Be a member of a cluster with the node's Akka settings and nothing in it.")
        {
            port,
            seed
        };
        command.SetAction((parsed, cancel) =>
            BareClusterMember.RunAsync(parsed.GetValue(port), parsed.GetValue(seed), cancel));
        return command;
    }
}
