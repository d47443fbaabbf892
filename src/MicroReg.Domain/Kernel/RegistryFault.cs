namespace MicroReg.Domain.Kernel;

/// <summary>Why a call was not carried out. Where the value has a number, it is the one that callers see.</summary>
public enum FaultKind
{
    /// <summary>A parameter breaks a rule; nothing was stored.</summary>
    Invalid = 400,

    /// <summary>The call conflicts with the current state.</summary>
    Conflict = 409,

    /// <summary>More than the registry takes in one call.</summary>
    TooLarge = 413,

    /// <summary>The caller, or all callers together, ask for more than the registry can do now.</summary>
    TooMany = 429,

    /// <summary>A fault of the registry itself.</summary>
    Internal = 500,

    /// <summary>The registry cannot answer now. The caller should try again, here or at another node.</summary>
    Unavailable = 503,

    /// <summary>The disk takes no more writes. Reads go on.</summary>
    StorageFailed = 507,
}

/// <summary>An expected failure, as a value.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Message">What is wrong and what to do, for the caller's eyes.</param>
public sealed record RegistryFault(FaultKind Kind, string Message)
{
    /// <summary>A parameter that breaks a rule.</summary>
    /// <param name="parameter">Its name as in the method's description.</param>
    /// <param name="rule">What it must be.</param>
    public static RegistryFault Invalid(string parameter, string rule) => new(FaultKind.Invalid, $"{parameter}: {rule}");
}
