namespace MicroReg.Chaos.Load;

/// <summary>How much is written.</summary>
/// <param name="WritesPerSecond">At all nodes together; less where calls take longer.</param>
/// <param name="WritersPerNode">Each makes one call after another.</param>
internal sealed record LoadShape(int WritesPerSecond = 240, int WritersPerNode = 4);
