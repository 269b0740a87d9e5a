namespace RealtimeDetect.Inference.Annotation;

/// <summary>A model's class names, ready to be drawn and to be written as JSON.</summary>
/// <remarks><b>Threading:</b> immutable; any thread.</remarks>
public sealed class LabelSet
{
    private readonly string[] _names;

    /// <summary>Takes the class names by class id.</summary>
    public LabelSet(IEnumerable<string> names) => _names = [.. names];

    /// <summary>Number of classes.</summary>
    public int Count => _names.Length;

    /// <summary>The class's name; <c>class N</c> for an id that the model does not name.</summary>
    public string this[int classId] => (uint)classId < (uint)_names.Length ? _names[classId] : $"class {classId}";
}
