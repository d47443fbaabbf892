using System.Runtime.CompilerServices;

// The edge writes streamed texts into its own buffers.
[assembly: InternalsVisibleTo("MicroReg.Edge")]

// The tests compare the two tag sources, of which callers see only one reader.
[assembly: InternalsVisibleTo("MicroReg.XmlRpc.Tests")]
[assembly: InternalsVisibleTo("MicroReg.Edge.Tests")]
