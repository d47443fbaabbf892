using System.Runtime.CompilerServices;
using MicroReg.Edge.Tests.XmlRpc.Http;

namespace MicroReg.Edge.Tests.Methods;

/// <summary>Conversations with a registry that is empty at their start, as written down in text files.</summary>
public sealed class RegistryTranscriptTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder(), "*.transcript").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Calls_of_a_transcript_are_answered_as_written_down(string file)
    {
        await using var server = await EdgeServer.StartAsync();
        using var connection = await RawHttp.ConnectAsync(server.Address);
        foreach (var (kind, content) in Transcript.Sections(await File.ReadAllTextAsync(Path.Combine(Folder(), file))))
        {
            if (kind == "send")
            {
                await connection.SendAsync(Transcript.Request(content));
                continue;
            }

            var expected = Transcript.Response(content);
            Assert.Equal(expected, Transcript.Comparable(await connection.ReadTextAsync(), expected));
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Transcripts");
}
