// One system at a time on a machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
