using BenchmarkDotNet.Running;
using MicroReg.MicroBenchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, MicroConfig.Create());
