using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Tracking;

/// <summary>Follows objects from one run of the detector to the next, and says where they are in between.</summary>
/// <remarks>
/// ByteTrack's association (Zhang et al. 2022, arXiv:2110.06864), within each class: strong detections continue tracks
/// first, weak ones then those that are left, which keeps an object's id while it is half hidden. An id is given at once and
/// never again. The same input always gives the same output. <b>Threading:</b> one thread at a time. Allocates only when it
/// sees more objects than ever before.
/// </remarks>
public sealed class BoxTracker
{
    /// <summary>Most detections looked at: together with as many tracks they fit the matcher's 16-bit numbers.</summary>
    private const int MostDetections = ushort.MaxValue / 2;

    /// <summary>Tracks above which lost ones are forgotten at once: a detector that sees ghosts must not cost more and more time.</summary>
    private const int Crowd = 1024;

    private static readonly Comparison<TrackedDetection> StrongestFirst = static (a, b) =>
    {
        int byConfidence = b.Detection.Confidence.CompareTo(a.Detection.Confidence);
        return byConfidence != 0 ? byConfidence : a.TrackId.CompareTo(b.TrackId);
    };

    private readonly TrackerOptions _options;
    private readonly BoxMatcher _matcher = new();
    private Track[] _tracks = new Track[64];
    private Box[] _boxes = new Box[64];
    private int[] _detectionOfTrack = new int[64];
    private int[] _trackOfDetection = new int[64];
    private int _count;
    private long _nextId = 1;

    /// <summary>Makes a tracker that knows no object yet.</summary>
    public BoxTracker(TrackerOptions options) => _options = options;

    /// <summary>Time of the newest run of the detector, milliseconds; null before the first and after <see cref="Forget"/>.</summary>
    public double? DetectedMs { get; private set; }

    /// <summary>Forgets all objects, but not which ids were given.</summary>
    public void Forget()
    {
        _count = 0;
        DetectedMs = null;
    }

    /// <summary>Takes in what a run of the detector found.</summary>
    /// <param name="detections">All detections, weak ones too.</param>
    /// <param name="strongFrom">Confidence (0 to 1) from which a detection may start a track.</param>
    /// <param name="picture">Size of the picture that they are in.</param>
    /// <param name="timeMs">When the picture was taken, on any clock; a step backwards counts as no time passed.</param>
    /// <param name="trackIds">Receives each detection's track; 0 for a weak one without.</param>
    public void Update(ReadOnlySpan<Detection> detections, float strongFrom, PixelSize picture, double timeMs, Span<long> trackIds)
    {
        detections = detections[..Math.Min(detections.Length, MostDetections)];
        timeMs = Math.Max(timeMs, DetectedMs ?? timeMs);
        Advance(timeMs);
        Prepare(detections, picture);
        Associate(detections, strongFrom, areStrong: true, _options.MatchIou);
        Associate(detections, strongFrom, areStrong: false, _options.WeakMatchIou);
        Correct(detections, timeMs);
        Start(detections, strongFrom, timeMs);
        for (int i = 0; i < detections.Length; i++)
            trackIds[i] = _trackOfDetection[i] >= 0 ? _tracks[_trackOfDetection[i]].Id : 0;
    }

    /// <summary>Says where the objects of the newest run are expected, strongest first.</summary>
    /// <param name="timeMs">The moment, on the clock of <see cref="Update"/>.</param>
    /// <param name="confidenceThreshold">0 to 1; objects last seen with less are left out.</param>
    /// <param name="picture">Size of the picture that they are wanted in; boxes are clipped to it.</param>
    /// <param name="destination">Receives them; as many as fit.</param>
    /// <returns>How many were written.</returns>
    public int Predict(double timeMs, float confidenceThreshold, PixelSize picture, Span<TrackedDetection> destination)
    {
        double seconds = Math.Max(0, timeMs - (DetectedMs ?? timeMs)) / 1000;
        int written = 0;
        for (int i = 0; i < _count && written < destination.Length; i++)
        {
            ref readonly Track track = ref _tracks[i];
            if (track.IsDetected && track.Confidence >= confidenceThreshold
                && track.Carry(seconds).TryClip(track.ClassId, track.Confidence, picture, out Detection detection))
                destination[written++] = new TrackedDetection(detection, track.Id);
        }
        destination[..written].Sort(StrongestFirst);
        return written;
    }

    // Drops what was lost for too long, and moves the others to the moment of the new run.
    private void Advance(double timeMs)
    {
        double seconds = (timeMs - (DetectedMs ?? timeMs)) / 1000;
        double lostMs = _count > Crowd ? 0 : _options.LostMs;
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (!_tracks[i].IsDetected && timeMs - _tracks[i].DetectedMs > lostMs)
                continue;
            _tracks[kept] = _tracks[i];
            _tracks[kept++].Advance(seconds, _options);
        }
        _count = kept;
        DetectedMs = timeMs;
    }

    private void Prepare(ReadOnlySpan<Detection> detections, PixelSize picture)
    {
        // Room for a track of each detection, so that starting them needs no further check.
        if (_tracks.Length < _count + detections.Length)
        {
            Array.Resize(ref _tracks, 2 * (_count + detections.Length));
            _detectionOfTrack = new int[_tracks.Length];
        }
        if (_boxes.Length < detections.Length)
        {
            _boxes = new Box[2 * detections.Length];
            _trackOfDetection = new int[_boxes.Length];
        }
        for (int i = 0; i < detections.Length; i++)
            _boxes[i] = Box.Of(detections[i], picture);
        _detectionOfTrack.AsSpan(0, _count).Fill(-1);
        _trackOfDetection.AsSpan(0, detections.Length).Fill(-1);
    }

    private void Associate(ReadOnlySpan<Detection> detections, float strongFrom, bool areStrong, float leastIou)
    {
        _matcher.Clear();
        for (int track = 0; track < _count; track++)
        {
            // Weak detections are no proof that an object has come back.
            if (_detectionOfTrack[track] >= 0 || (!areStrong && !_tracks[track].WasDetected))
                continue;
            int classId = _tracks[track].ClassId;
            Box box = _tracks[track].Position;
            for (int i = 0; i < detections.Length; i++)
            {
                if (detections[i].ClassId != classId || detections[i].Confidence >= strongFrom != areStrong)
                    continue;
                float iou = box.IoU(_boxes[i]);
                if (iou >= leastIou)
                    _matcher.Add(track, i, iou);
            }
        }
        _matcher.Match(_detectionOfTrack, _trackOfDetection);
    }

    private void Correct(ReadOnlySpan<Detection> detections, double timeMs)
    {
        for (int track = 0; track < _count; track++)
        {
            int i = _detectionOfTrack[track];
            if (i >= 0)
                _tracks[track].Correct(detections[i], _boxes[i], timeMs, _options);
        }
    }

    private void Start(ReadOnlySpan<Detection> detections, float strongFrom, double timeMs)
    {
        for (int i = 0; i < detections.Length; i++)
        {
            if (_trackOfDetection[i] >= 0 || detections[i].Confidence < strongFrom)
                continue;
            _trackOfDetection[i] = _count;
            _tracks[_count++] = new Track(_nextId++, detections[i], _boxes[i], timeMs, _options);
        }
    }
}
