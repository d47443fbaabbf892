using System.Text;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Tests.Load;

public sealed class HttpAnswerTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

    [Fact]
    public void An_answer_with_a_length_ends_there() =>
        Assert.Equal(43, Measure("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));

    [Fact]
    public void An_answer_in_chunks_ends_with_the_last_of_them()
    {
        Assert.Equal(Chunked.Length, Measure(Chunked));
        Assert.All(Enumerable.Range(1, Chunked.Length - 1), length => Assert.Equal(0, Measure(Chunked[..length])));
    }

    private static int Measure(string received) => HttpAnswer.MeasureLength(Encoding.ASCII.GetBytes(received));
}
