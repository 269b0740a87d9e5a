namespace RealtimeDetect.Accuracy;

/// <summary>One geometry at one size.</summary>
/// <param name="SizePx">Longer side of the scaled picture.</param>
/// <param name="Geometry">How pictures are placed.</param>
/// <param name="InputMegapixels">Pixels of all network inputs, in millions: the work.</param>
/// <param name="Map50To95">Mean average precision over IoU 0.5 to 0.95 on the labelled photos.</param>
/// <param name="PhotoAgreement">Detections on the labelled photos against those of the square, confidence 0.25.</param>
/// <param name="WideAgreement">Likewise on the 16:9 pictures.</param>
internal sealed record GeometryRow(
    int SizePx, string Geometry, double InputMegapixels, double Map50To95, Agreement PhotoAgreement, Agreement WideAgreement);
