namespace MicroReg.Chaos.Subscribers;

/// <summary>One event, as a subscriber received it.</summary>
/// <param name="Key">The instance, as name@host:port.</param>
/// <param name="Version">Orders the states of the instance.</param>
/// <param name="Node">The node that sent it.</param>
/// <param name="Instance">Its state; null if it is gone.</param>
internal sealed record ReceivedEvent(string Key, string Version, string Node, ShownInstance? Instance)
{
    /// <summary>When the change was made.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A page of events, as long polls and callbacks bring it.</summary>
/// <param name="Reset">True to forget everything first.</param>
/// <param name="Events">The events.</param>
/// <param name="Cursor">Where the subscriber then stands.</param>
/// <param name="More">True if there is more at once.</param>
/// <param name="After">Where it begins, if it is a callback's.</param>
internal sealed record ReceivedPage(bool Reset, IReadOnlyList<ReceivedEvent> Events, string Cursor, bool More, string After = "");
