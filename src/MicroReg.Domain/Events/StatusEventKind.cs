namespace MicroReg.Domain.Events;

/// <summary>What happened to an instance, from the view of a subscriber.</summary>
public enum StatusEventKind
{
    /// <summary>It was registered, or is part of a snapshot.</summary>
    Registered = 0,

    /// <summary>Its effective status changed.</summary>
    StatusChanged = 1,

    /// <summary>Something else that callers see changed: metadata, tags, zone, weight, id, reported status or health.</summary>
    Updated = 2,

    /// <summary>It was unregistered, or the filter no longer selects it. Subscribers that do not know the instance ignore this.</summary>
    Unregistered = 3,
}

/// <summary>The names of the kinds of events, in every encoding.</summary>
internal static class StatusEventKinds
{
    /// <summary>The name: <c>registered</c>, <c>status_changed</c>, <c>updated</c> or <c>unregistered</c>.</summary>
    public static string NameOf(StatusEventKind kind) => kind switch
    {
        StatusEventKind.Registered => "registered",
        StatusEventKind.StatusChanged => "status_changed",
        StatusEventKind.Updated => "updated",
        _ => "unregistered",
    };
}
