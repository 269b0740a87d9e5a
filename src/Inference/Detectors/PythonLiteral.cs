using System.Globalization;
using System.Text;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Reads the Python literals that Ultralytics writes into a model's metadata; reads only, evaluates nothing.</summary>
internal ref struct PythonLiteral
{
    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private PythonLiteral(string text) => _text = text;

    /// <summary>Reads class names: a dict from number to string, or a list of strings.</summary>
    /// <returns>Names by class id; null where the text is anything else.</returns>
    public static Dictionary<int, string>? ParseNames(string text)
    {
        var reader = new PythonLiteral(text);
        Dictionary<int, string>? names = reader.Take('{') ? reader.ReadDict() : reader.Take('[') ? reader.ReadList() : null;
        return reader.AtEnd() ? names : null;
    }

    /// <summary>Reads a whole number, or a list of them; null where the text is anything else.</summary>
    public static List<int>? ParseIntegers(string text)
    {
        var reader = new PythonLiteral(text);
        List<int> numbers = [];
        bool isList = reader.Take('[');
        while (reader.ReadInteger() is { } number)
        {
            numbers.Add(number);
            if (!isList || !reader.Take(','))
                break;
        }

        bool isClosed = !isList || reader.Take(']');
        return isClosed && numbers.Count > 0 && reader.AtEnd() ? numbers : null;
    }

    private Dictionary<int, string>? ReadDict()
    {
        Dictionary<int, string> names = [];
        while (!Take('}'))
        {
            if (ReadKey() is not { } key || !Take(':') || ReadString() is not { } name || !names.TryAdd(key, name))
                return null;
            if (!Take(',') && !Peek('}'))
                return null;
        }

        return names;
    }

    private Dictionary<int, string>? ReadList()
    {
        Dictionary<int, string> names = [];
        while (!Take(']'))
        {
            if (ReadString() is not { } name)
                return null;
            names.Add(names.Count, name);
            if (!Take(',') && !Peek(']'))
                return null;
        }

        return names;
    }

    // JSON, which some tools write instead, quotes its keys.
    private int? ReadKey()
    {
        if (!Peek('\'') && !Peek('"'))
            return ReadInteger();
        return int.TryParse(ReadString(), NumberStyles.None, CultureInfo.InvariantCulture, out int key) ? key : null;
    }

    private int? ReadInteger()
    {
        SkipSpace();
        int start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        return int.TryParse(_text[start.._position], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private string? ReadString()
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] is not ('\'' or '"'))
            return null;
        char quote = _text[_position++];
        var value = new StringBuilder();
        while (_position < _text.Length)
        {
            char next = _text[_position++];
            if (next == quote)
                return value.ToString();
            if (next != '\\')
                value.Append(next);
            else if (!ReadEscape(value))
                return null;
        }

        return null;
    }

    private bool ReadEscape(StringBuilder value)
    {
        if (_position >= _text.Length)
            return false;
        char kind = _text[_position++];
        switch (kind)
        {
            case 'x': return ReadCodePoint(2, value);
            case 'u': return ReadCodePoint(4, value);
            case 'U': return ReadCodePoint(8, value);
            case 'n': value.Append('\n'); return true;
            case 't': value.Append('\t'); return true;
            case 'r': value.Append('\r'); return true;
            case '\\' or '\'' or '"' or '/': value.Append(kind); return true;
            default: return false;
        }
    }

    private bool ReadCodePoint(int digits, StringBuilder value)
    {
        if (_position + digits > _text.Length
            || !int.TryParse(_text.Slice(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            return false;
        _position += digits;
        // JSON writes characters beyond the basic plane as two surrogates.
        if (code is >= 0 and <= char.MaxValue)
            value.Append((char)code);
        else if (Rune.IsValid(code))
            value.Append(new Rune(code).ToString());
        else
            return false;
        return true;
    }

    private bool Take(char expected)
    {
        if (!Peek(expected))
            return false;
        _position++;
        return true;
    }

    private bool Peek(char expected)
    {
        SkipSpace();
        return _position < _text.Length && _text[_position] == expected;
    }

    private bool AtEnd()
    {
        SkipSpace();
        return _position == _text.Length;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }
}
