// Clusters of real processes: two at a time would take each other's processor and prove nothing.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
