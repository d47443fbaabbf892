using System.Net.Sockets;
using MicroReg.Edge.Probing;

namespace MicroReg.Edge.Tests.Probing;

public sealed class ProbeFailuresTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, "the connection was refused")]
    [InlineData(SocketError.HostNotFound, "the name is unknown")]
    [InlineData(SocketError.NoData, "the name is unknown")]
    [InlineData(SocketError.TryAgain, "the name could not be looked up")]
    [InlineData(SocketError.ConnectionReset, "the connection was reset")]
    public void What_a_socket_says_is_told_in_plain_words_however_deep_it_lies(SocketError error, string words)
    {
        var failure = new SocketException((int)error);
        Assert.Equal(words, ProbeFailures.Explain(failure));
        Assert.Equal(words, ProbeFailures.Explain(new HttpRequestException("no", new IOException("no", failure))));
    }

    [Fact]
    public void What_the_other_side_wrote_is_quoted_on_one_line_and_not_all_of_it() =>
        Assert.Equal("bad  line" + new string('x', 191), ProbeFailures.Explain(new IOException("bad\r\nline" + new string('x', 1000))));
}
