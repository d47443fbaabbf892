using System.CommandLine;
using MicroReg.Chaos;

// After a signal there are nodes to end and networks to remove.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await ChaosCommand.Create().Parse(args).InvokeAsync(configuration);
