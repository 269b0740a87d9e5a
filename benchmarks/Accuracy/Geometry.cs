namespace RealtimeDetect.Accuracy;

/// <summary>How a picture is placed in the network's input.</summary>
internal enum Geometry
{
    /// <summary>The smallest rectangle of whole strides, picture centred: the product's way, and Ultralytics' for rectangles.</summary>
    Rectangle,

    /// <summary>A rectangle in which the picture has the same offset modulo 32 as in the square.</summary>
    SamePhase,

    /// <summary>A square, picture centred.</summary>
    Square,
}
