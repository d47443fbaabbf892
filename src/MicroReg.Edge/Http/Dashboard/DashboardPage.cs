using System.Security.Cryptography;
using System.Text;

namespace MicroReg.Edge.Http.Dashboard;

/// <summary>The page, and the policy that lets a browser use the page's own script and style and nothing else.</summary>
/// <param name="Content">The HTML, in UTF-8.</param>
/// <param name="Policy">The content security policy.</param>
internal sealed record DashboardPage(byte[] Content, string Policy)
{
    public static DashboardPage Load()
    {
        using var resource = typeof(DashboardPage).Assembly.GetManifestResourceStream("MicroReg.Edge.Http.Dashboard.dashboard.html")
            ?? throw new InvalidOperationException("The dashboard is missing in the assembly.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var html = reader.ReadToEnd();
        var policy = $"default-src 'none'; script-src {HashOf(html, "script")}; style-src {HashOf(html, "style")}; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new DashboardPage(Encoding.UTF8.GetBytes(html), policy);
    }

    private static string HashOf(string html, string element)
    {
        var start = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var content = html[start..html.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }
}
