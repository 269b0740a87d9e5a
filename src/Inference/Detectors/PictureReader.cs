using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Reads one picture's detections from the maps of a run: decode, non-maximum suppression, back into the picture.</summary>
/// <remarks><b>Threading:</b> one thread at a time. Allocates only when it sees more boxes than ever before.</remarks>
internal sealed class PictureReader
{
    private readonly YoloV8OutputDecoder _decoder;
    private readonly NonMaxSuppression _suppression;

    /// <summary>Prepares for a model.</summary>
    public PictureReader(YoloV8Head head, DetectorOptions options)
    {
        _decoder = new YoloV8OutputDecoder(head, options.MultiLabel);
        _suppression = new NonMaxSuppression(options.IouThreshold, options.MaxDetections);
    }

    /// <summary>Reads a picture's detections.</summary>
    /// <param name="layout">Where the maps lie.</param>
    /// <param name="memory">The memory that holds them.</param>
    /// <param name="place">The picture's place in the run, from 0.</param>
    /// <param name="letterbox">Geometry the input was filled with.</param>
    /// <param name="confidenceThreshold">0 to 1; weaker ones are left out.</param>
    /// <param name="destination">Receives the strongest first; as many as fit.</param>
    /// <returns>How many were written.</returns>
    public int Read(
        TensorLayout layout, TensorMemory memory, int place, in Letterbox letterbox, float confidenceThreshold, Span<Detection> destination)
    {
        if (letterbox.Input != layout.Size)
            throw new ArgumentException($"The letterbox is for {letterbox.Input} and the input was {layout.Size}.", nameof(letterbox));
        Decode(layout, memory, place, YoloV8OutputDecoder.Logit(confidenceThreshold));
        int count = 0;
        foreach (int index in _suppression.Select(_decoder.Boxes))
        {
            if (count == destination.Length)
                break;
            if (PictureBox.TryMap(_decoder.Boxes[index], letterbox, out Detection detection))
                destination[count++] = detection;
        }

        return count;
    }

    private void Decode(TensorLayout layout, TensorMemory memory, int place, float thresholdLogit)
    {
        _decoder.Clear();
        for (int level = 0; level < layout.Levels.Count; level++)
        {
            TensorSlot boxes = layout.Maps[2 * level];
            TensorSlot classes = layout.Maps[(2 * level) + 1];
            _decoder.Add(
                memory.Slice(boxes.OffsetOf(place), boxes.PictureLength), memory.Slice(classes.OffsetOf(place), classes.PictureLength),
                classes.Width, layout.Levels[level].Stride, thresholdLogit);
        }
    }
}
