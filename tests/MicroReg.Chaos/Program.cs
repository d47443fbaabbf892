using MicroReg.Chaos;

return await ChaosCommand.Create().Parse(args).InvokeAsync();
