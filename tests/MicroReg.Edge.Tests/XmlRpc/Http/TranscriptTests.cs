using System.Runtime.CompilerServices;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

public sealed class TranscriptTests(XmlRpcServer server) : IClassFixture<XmlRpcServer>
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder(), "*.transcript").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Requests_of_a_transcript_are_answered_as_written_down(string file)
    {
        using var connection = await RawHttp.ConnectAsync(server.Address);
        foreach (var (kind, content) in Transcript.Sections(await File.ReadAllTextAsync(Path.Combine(Folder(), file))))
        {
            if (kind is "send" or "send body")
            {
                await connection.SendAsync(kind == "send" ? Transcript.Request(content) : Transcript.Body(content));
            }
            else if (kind == "closed")
            {
                Assert.True(await connection.IsClosedAsync(), "The server was to end the connection.");
            }
            else
            {
                var expected = Transcript.Response(content);
                Assert.Equal(expected, Transcript.Comparable(await connection.ReadTextAsync(), expected));
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Transcripts");
}
