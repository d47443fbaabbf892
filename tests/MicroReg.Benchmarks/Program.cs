using System.CommandLine;
using MicroReg.Benchmarks.Floor;

return await new RootCommand("Measures a MicroReg node against its floor and its budgets.") { FloorCommand.Create() }.Parse(args).InvokeAsync();
