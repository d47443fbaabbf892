using System.CommandLine;

namespace MicroReg.Benchmarks.Floor;

/// <summary>The floor as a process of its own, so that its CPU time can be told from everybody else's.</summary>
internal static class FloorCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 = any, printed." };
        var answerBytes = new Option<int>("--answer-bytes") { Description = "Size of the fixed answer.", Required = true };
        var command = new Command("floor", "Serve the fixed answer that the registry is compared with.") { port, answerBytes };
        command.SetAction((parsed, cancel) =>
            FloorServer.RunAsync(parsed.GetValue(port), parsed.GetValue(answerBytes), cancel));
        return command;
    }
}
