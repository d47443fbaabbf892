using System.Text;

namespace MicroReg.Benchmarks.Reporting;

/// <summary>Markdown, gathered while the scenarios run and printed at the end; progress goes to standard error.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly List<Verdict> _verdicts = [];

    public void Heading(string text) => _text.AppendLine().AppendLine($"### {text}").AppendLine();

    public void Line(string text) => _text.AppendLine(text);

    /// <summary>A table; the first column is text, the others are figures.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(columns);
        Row([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
            Row(row);
    }

    public void Judge(string what, string measured, string budget, bool met) =>
        _verdicts.Add(new Verdict(what, measured, budget, met ? "met" : "**not met**"));

    public void Judge(string what, string measured, Budget budget, double value) =>
        _verdicts.Add(new Verdict(what, measured, budget.Text, budget.Verdict(value)));

    public override string ToString() => _text.ToString();

    public void AppendVerdicts()
    {
        Heading("Budgets");
        Table(
            ["what", "measured (median)", "budget", ""],
            _verdicts.Select(v => new[] { v.What, v.Measured, v.Budget, v.Word }));
    }

    private void Row(IReadOnlyList<string> cells) => _text.AppendLine($"| {string.Join(" | ", cells)} |");

    private sealed record Verdict(string What, string Measured, string Budget, string Word);
}
