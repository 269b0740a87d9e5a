using RealtimeDetect.Inference.Detectors;

namespace RealtimeDetect.Accuracy;

/// <summary>A model and the labelled photos it is measured on.</summary>
/// <param name="Model">Name.</param>
/// <param name="Sha256">Hash of its file.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Photos">Photos in it.</param>
internal sealed record Subject(string Model, string Sha256, string Data, int Photos)
{
    /// <summary>Describes a measurement's material.</summary>
    public static Subject Of(YoloV8Model model, DirectoryInfo data, int photos) =>
        new(model.Metadata.Name, model.Metadata.Sha256, data.Name, photos);
}
