using System.CommandLine;
using MicroReg.Node;
using MicroReg.Node.CommandLine;

// By default the process would end, with another code, two seconds after a stop signal: less than it takes to leave a cluster.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
var parsed = NodeCommand.Create(NodeRunner.RunAsync).Parse(args);
return parsed.Errors.Count > 0 ? CommandLineErrors.Print(parsed) : await parsed.InvokeAsync(invocation);
