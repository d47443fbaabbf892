namespace MicroReg.Client.Watching.Copying;

/// <summary>The latest state of an instance.</summary>
/// <param name="Instance">The instance; of one that is gone only its key and version count.</param>
/// <param name="IsGone">True if it is not registered any more.</param>
internal readonly record struct InstanceChange(ServiceInstance Instance, bool IsGone);
