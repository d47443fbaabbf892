using System.CommandLine;
using MicroReg.Node.CommandLine;
using MicroReg.Node.Hosting;

// The command line's own patience after a signal is 2 s; a node that leaves its cluster and finishes writes may take 10.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
var parsed = NodeCommand.Create(NodeRunner.RunAsync).Parse(args);
return parsed.Errors.Count > 0 ? CommandLineErrors.Print(parsed) : await parsed.InvokeAsync(configuration);
