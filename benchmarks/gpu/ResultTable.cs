namespace RealtimeDetect.Gpu;

/// <summary>The one table: a row for each case, a column for each way.</summary>
/// <param name="columns">The ways' names.</param>
internal sealed class ResultTable(IReadOnlyList<string> columns)
{
    /// <summary>What a cell says that was not measured.</summary>
    public const string NotRun = "not run";

    private readonly List<(string Case, Dictionary<string, string> Cells)> _rows = [];

    /// <summary>The cells by case and way.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Cells => _rows.ToDictionary(row => row.Case, row => row.Cells);

    /// <summary>Fills a cell; cases keep the order in which they first came.</summary>
    public void Set(string name, Way way, string text)
    {
        int row = _rows.FindIndex(row => row.Case == name);
        if (row < 0)
        {
            row = _rows.Count;
            _rows.Add((name, columns.ToDictionary(column => column, _ => NotRun)));
        }

        _rows[row].Cells[way.Name] = text;
    }

    /// <summary>Prints it.</summary>
    public void Print()
    {
        int caseWidth = _rows.Select(row => row.Case.Length).DefaultIfEmpty(0).Max();
        int[] widths = [.. columns.Select(column => Math.Max(column.Length, _rows.Select(row => row.Cells[column].Length).DefaultIfEmpty(0).Max()))];
        Console.WriteLine("".PadRight(caseWidth) + string.Concat(columns.Zip(widths, (column, width) => "  " + column.PadLeft(width))));
        foreach ((string name, Dictionary<string, string> cells) in _rows)
            Console.WriteLine(name.PadRight(caseWidth) + string.Concat(columns.Zip(widths, (column, width) => "  " + cells[column].PadLeft(width))));
    }
}
