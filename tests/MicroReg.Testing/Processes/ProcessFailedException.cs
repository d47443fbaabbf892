namespace MicroReg.Testing.Processes;

/// <summary>A program did not do what it was started for; the message ends with the last lines that it printed.</summary>
public sealed class ProcessFailedException(string message) : InvalidOperationException(message);
