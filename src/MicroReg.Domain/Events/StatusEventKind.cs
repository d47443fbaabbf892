namespace MicroReg.Domain.Events;

/// <summary>What happened to an instance, as far as a subscriber is concerned.</summary>
public enum StatusEventKind
{
    /// <summary>It is there: newly registered, or part of a snapshot.</summary>
    Registered = 0,

    /// <summary>Its effective status is another one.</summary>
    StatusChanged = 1,

    /// <summary>Something else of it that callers see is different: metadata, tags, zone, weight, id, reported status or health.</summary>
    Updated = 2,

    /// <summary>It is gone, or, under a filter, no longer one that the filter selects. Whoever does not know it ignores this.</summary>
    Unregistered = 3,
}

/// <summary>The words for kinds of events, as every face of the registry writes them.</summary>
public static class StatusEventKinds
{
    /// <summary>The word: <c>registered</c>, <c>status_changed</c>, <c>updated</c> or <c>unregistered</c>.</summary>
    public static string NameOf(StatusEventKind kind) => kind switch
    {
        StatusEventKind.Registered => "registered",
        StatusEventKind.StatusChanged => "status_changed",
        StatusEventKind.Updated => "updated",
        _ => "unregistered",
    };
}
