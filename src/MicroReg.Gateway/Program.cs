using System.CommandLine;
using MicroReg.Gateway.CommandLine;
using MicroReg.Gateway.Hosting;

// By default the process would end two seconds after a stop signal, with another exit code. Requests in flight may take longer.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
var parsed = GatewayCommand.Create(GatewayRunner.RunAsync).Parse(args);
return parsed.Errors.Count > 0 ? CommandLineErrors.Print(parsed) : await parsed.InvokeAsync(invocation);

/// <summary>The executable. It is no part of what the package offers.</summary>
internal sealed partial class Program;
