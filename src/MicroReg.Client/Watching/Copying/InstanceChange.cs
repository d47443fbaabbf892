namespace MicroReg.Client.Watching.Copying;

/// <summary>The latest state of an instance.</summary>
/// <param name="Instance">The instance. If it was unregistered, only its key and version are valid.</param>
/// <param name="IsGone">True if the instance is no longer registered.</param>
internal readonly record struct InstanceChange(ServiceInstance Instance, bool IsGone);
