namespace RealtimeDetect.Inference.Detectors;

/// <summary>Class names of a model, and what was wrong with those in the file.</summary>
/// <param name="Names">One for each class.</param>
/// <param name="Problem">Why the names are made up (<c>class0</c>, <c>class1</c>, ...); null where they are the file's.</param>
internal readonly record struct ModelLabels(IReadOnlyList<string> Names, string? Problem)
{
    /// <summary>Reads the <c>names</c> entry of a model's metadata.</summary>
    /// <param name="metadata">The entry; null where the file has none.</param>
    /// <param name="classCount">Classes that the network tells apart.</param>
    public static ModelLabels Read(string? metadata, int classCount)
    {
        if (metadata is null)
            return MakeUp(classCount, "the file's metadata has no class names");
        if (PythonLiteral.ParseNames(metadata) is not { } names)
            return MakeUp(classCount, "the class names in the file's metadata cannot be read");
        if (names.Count != classCount || !Enumerable.Range(0, classCount).All(names.ContainsKey))
            return MakeUp(classCount, $"the file's metadata names {names.Count} classes and the network has {classCount}");
        return new ModelLabels([.. Enumerable.Range(0, classCount).Select(id => names[id])], null);
    }

    private static ModelLabels MakeUp(int count, string problem) =>
        new([.. Enumerable.Range(0, count).Select(id => $"class{id}")], problem);
}
