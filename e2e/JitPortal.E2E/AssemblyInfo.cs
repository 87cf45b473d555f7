using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Each class starts a portal of its own; one after another they fit on two cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
