using System.Runtime.CompilerServices;

// The tests compare the two tag sources, of which callers see only one reader.
[assembly: InternalsVisibleTo("MicroReg.Edge.Tests")]
