using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MicroReg.Client.Watching.Copying;
using MicroReg.Client.Watching.Streaming;

namespace MicroReg.Client.Watching.Caching;

/// <summary>
/// The copy as a file. The first line has the format number and a hash of the rest, and the rest is JSON. A new version is written beside
/// the file and renamed, so the file is always complete.
/// </summary>
internal sealed class CopyFile(string path, string filter)
{
    private const string Format = "microreg-copy 1 ";

    public string Path => path;

    /// <summary>The copy that was last written. Null if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, has another format or was written with another filter.</exception>
    public CopyState? Read()
    {
        if (!File.Exists(path))
            return null;
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var line = bytes.IndexOf((byte)'\n');
        if (line < 0 || Encoding.ASCII.GetString(bytes[..line]) != HeadOf(bytes[(line + 1)..]))
            throw new InvalidDataException("It is damaged, or of another format.");
        try
        {
            var document = JsonSerializer.Deserialize(bytes[(line + 1)..], ClientJson.Default.CopyDocument)!;
            return document.Filter == filter
                ? new CopyState(ToServices(document), document.Cursor)
                : throw new InvalidDataException("It was written with another filter.");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException("It is of another format.", cause);
        }
    }

    public async Task WriteAsync(CopyState state)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ToDocument(state), ClientJson.Default.CopyDocument);
        var beside = path + ".new";
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(HeadOf(body) + "\n")).ConfigureAwait(false);
            await file.WriteAsync(body).ConfigureAwait(false);
            file.Flush(flushToDisk: true); // Flushed before the rename. Otherwise a power failure could leave the new name with no content.
        }

        File.Move(beside, path, overwrite: true);
    }

    private static string HeadOf(ReadOnlySpan<byte> body) => Format + Convert.ToHexStringLower(SHA256.HashData(body));

    private CopyDocument ToDocument(CopyState state) => new()
    {
        Filter = filter,
        Cursor = state.Cursor,
        Services = state.Services.ToImmutableDictionary(
            service => service.Key,
            service => ImmutableArray.CreateRange(service.Value, InstanceDocument.Of),
            StringComparer.Ordinal),
    };

    private static ImmutableDictionary<string, ImmutableArray<ServiceInstance>> ToServices(CopyDocument document) =>
        document.Services.ToImmutableDictionary(
        service => service.Key,
        service => ImmutableArray.CreateRange(service.Value, instance => instance.ToInstance(service.Key, instance.Version ?? "")),
        StringComparer.Ordinal);
}
