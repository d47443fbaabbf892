using MicroReg.Node.CommandLine;
using MicroReg.Node.Hosting;

var parsed = NodeCommand.Create(NodeRunner.RunAsync).Parse(args);
return parsed.Errors.Count > 0 ? CommandLineErrors.Print(parsed) : await parsed.InvokeAsync();
