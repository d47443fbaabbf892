using System.Buffers;
using System.IO.Pipelines;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>Reads a request whole.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> ReadToEndAsync(this PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
