using System.Globalization;
using System.Security;
using System.Text;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>A picture as text: a few shapes on a ground of their own, so that it is readable on a light page and on a dark one.</summary>
internal sealed class SvgText
{
    private static readonly string[] OnLight = ["#0969da", "#54aeff", "#cf222e", "#e16f24", "#bc8cff", "#1a7f37", "#9a6700", "#bf3989", "#57606a", "#8c959f"];
    private static readonly string[] OnDark = ["#58a6ff", "#a5d6ff", "#ff7b72", "#ffa657", "#d2a8ff", "#3fb950", "#e3b341", "#ff9bce", "#adbac7", "#768390"];
    private readonly StringBuilder _text = new();

    public SvgText(int width, int height, string title)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n");
        _text.Append(CultureInfo.InvariantCulture, $"<title>{SecurityElement.Escape(title)}</title>\n");
        _text.Append("<style>text{font:12px sans-serif;fill:#1f2328}.ground{fill:#fff}.grid{stroke:#d0d7de;fill:none}.axis{stroke:#57606a;fill:none}.title{font-size:14px;font-weight:bold}");
        Colors(OnLight);
        _text.Append("@media (prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.grid{stroke:#30363d}.axis{stroke:#8b949e}");
        Colors(OnDark);
        _text.Append("}</style>\n");
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n");
        Text(16, 22, title, style: "title");
    }

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _text.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>\n");

    public void Path(IEnumerable<(double X, double Y)> points, int color) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<polyline class=\"line{Index(color)}\" points=\"{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")))}\"/>\n");

    public void Dot(double x, double y, int color) =>
        _text.Append(CultureInfo.InvariantCulture, $"<circle class=\"fill{Index(color)}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.5\"/>\n");

    public void Bar(double x, double y, double width, double height, int color) =>
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"fill{Index(color)}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(width, 0.5):0.#}\" height=\"{height:0.#}\"/>\n");

    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Of its base line.</param>
    /// <param name="text">What it says.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="style">Its class.</param>
    /// <param name="upwards">Turned by a quarter.</param>
    public void Text(double x, double y, string text, string anchor = "start", string style = "", bool upwards = false)
    {
        var turned = upwards ? string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {x:0.#} {y:0.#})\"") : "";
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}{turned}>{SecurityElement.Escape(text)}</text>\n");
    }

    public override string ToString() => _text.ToString() + "</svg>\n";

    private static int Index(int color) => color % OnLight.Length;

    private void Colors(string[] colors)
    {
        for (var i = 0; i < colors.Length; i++)
            _text.Append(CultureInfo.InvariantCulture, $".line{i}{{stroke:{colors[i]};stroke-width:2;fill:none}}.fill{i}{{fill:{colors[i]}}}");
    }
}
