namespace MicroReg.Edge.Calls;

/// <summary>
/// What becomes of a call while the node is not ready because its records are not complete: it must not tell anybody that something is not
/// registered.
/// </summary>
internal enum NotReadyRule
{
    /// <summary>
    /// The call is refused with 503. This is the default, for calls that need all records (lists, counts) and for changes of what is
    /// registered, which would be made on an outdated state.
    /// </summary>
    Refuse,

    /// <summary>What the node holds is answered, marked as stale. The answer "unknown" becomes 503.</summary>
    AnswerKnown,

    /// <summary>The call is answered as always: it says nothing about what is registered, or has a rule of its own.</summary>
    Answer,
}
