namespace MicroReg.Domain.Kernel;

/// <summary>How noteworthy something is for an operator.</summary>
internal enum LogSeverity
{
    /// <summary>Of interest to whoever looks for a fault.</summary>
    Debug = 0,

    /// <summary>The ordinary course of a cluster: nodes come, catch up and go.</summary>
    Information = 1,

    /// <summary>Something that should not last.</summary>
    Warning = 2,
}
