namespace MicroReg.Gateway.CommandLine;

/// <summary>The exit codes of the process. They are the same as a node's.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped on request.</summary>
    public const int Stopped = 0;

    /// <summary>The machine did not provide what the gateway needs, such as its port.</summary>
    public const int CannotStart = 1;

    /// <summary>The settings or the command line are wrong.</summary>
    public const int WrongSettings = 2;
}
