namespace MicroReg.Gateway.CommandLine;

/// <summary>What the process ends with; the same as a node's.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Stopped = 0;

    /// <summary>The machine did not give what the gateway needs: its port.</summary>
    public const int CannotStart = 1;

    /// <summary>The settings or the command line are wrong.</summary>
    public const int WrongSettings = 2;
}
