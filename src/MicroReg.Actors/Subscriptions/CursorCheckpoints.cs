using MicroReg.Domain.Events;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;

namespace MicroReg.Actors.Subscriptions;

/// <summary>
/// Decides when the cursor of a subscription is worth a write. Only what told something counts, for a time: each of these
/// writes moves all cursors on, and would be followed by the next.
/// </summary>
/// <param name="options">How old a written cursor may get.</param>
/// <param name="time">The clock.</param>
internal sealed class CursorCheckpoints(SubscriptionOptions options, TimeProvider time)
{
    private EventCursor? _told;
    private string _text = "";
    private long _checkpointedAt = time.GetTimestamp();

    /// <summary>The cursor to write; null for none. A snapshot under way is of no use to another node.</summary>
    /// <param name="told">Behind the last page that said something; null before.</param>
    /// <param name="taken">Behind the last page.</param>
    /// <param name="saved">What the record says: not what was written here, if a renewal crossed that on its way.</param>
    public string? Due(EventCursor? told, EventCursor taken, string saved)
    {
        var isNew = told is not null && !(ReferenceEquals(told, _told) && saved == _text);
        return (isNew || time.GetElapsedTime(_checkpointedAt) > options.CursorRefresh)
            && taken is { Copy: null, IsEmpty: false }
            && taken.ToString() is { Length: <= SubscriptionRules.MaxCursorLength } text
            && text != saved
                ? text
                : null;
    }

    /// <summary>A cursor is being written.</summary>
    /// <param name="told">Behind the last page that said something.</param>
    /// <param name="text">What is written.</param>
    public void OnCheckpointed(EventCursor? told, string text) => (_told, _text, _checkpointedAt) = (told, text, time.GetTimestamp());
}
