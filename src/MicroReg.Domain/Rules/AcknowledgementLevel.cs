namespace MicroReg.Domain.Rules;

/// <summary>How many nodes must have a write on disk before it is answered.</summary>
public enum AcknowledgementLevel
{
    /// <summary>This node.</summary>
    Local = 0,

    /// <summary>More than half of the known nodes, this one included.</summary>
    Majority = 1,

    /// <summary>Every known node.</summary>
    All = 2,
}
