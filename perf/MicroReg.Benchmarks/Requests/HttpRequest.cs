using System.Text;

namespace MicroReg.Benchmarks.Requests;

/// <summary>Builds the bytes of a POST once, before anything is measured.</summary>
internal static class HttpRequest
{
    public static byte[] Post(string path, string contentType, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: microreg-bench\r\nContent-Type: {contentType}\r\n" +
        $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
