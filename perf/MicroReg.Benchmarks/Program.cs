using System.CommandLine;
using MicroReg.Benchmarks;

// After Ctrl-C the servers get time to end by themselves.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) };
return await BenchCommand.Create().Parse(args).InvokeAsync(invocation);
