using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Accuracy;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro.Ratios;

/// <summary>What each preparation of the model pays, as ratios within one run: <c>-- detector-ratios MODEL</c>.</summary>
internal sealed class DetectorRatios : IDisposable
{
    private const int Rounds = 60;
    private const int LoadRounds = 8;
    private const int BatchCapacity = 4;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly PixelSize Picture = new(1280, 720);
    private static readonly DetectorOptions OneThread = new() { Execution = ExecutionPreference.Cpu };

    private readonly string _path;
    private readonly YoloV8Model _model;
    private readonly List<PairedResult> _results = [];
    private readonly List<IDisposable> _owned = [];

    private DetectorRatios(string path)
    {
        _path = path;
        _model = YoloV8Model.Load(path);
    }

    /// <summary>Runs every pair, prints a table and writes <c>benchmarks/results/detector-ratios-MODEL.json</c>.</summary>
    public static void Run(string path)
    {
        using var ratios = new DetectorRatios(path);
        ratios.CompareSplit();
        ratios.CompareWhole();
        ratios.CompareBatch();
        ratios.CompareFill();
        ratios.CompareLoad();
        ResizeResult resize = ResizeRun.Measure(ratios._model);
        Console.WriteLine(resize);
        string file = Path.Combine("benchmarks", "results", $"detector-ratios-{ratios._model.Metadata.Name}.json");
        var report = new { Machine = MachineDescription.Read(), Pairs = ratios._results, Resize = resize };
        File.WriteAllText(file, JsonSerializer.Serialize(report, Format) + "\n");
    }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private void CompareSplit()
    {
        foreach (int size in new[] { 320, 480, 640 })
        {
            Letterbox letterbox = Letterbox.Fit(Picture, size);
            YoloV8Detector cut = Own(Detector(_model.ForDevice(isHalf: false, takesBytes: false)));
            YoloV8Detector split = Own(Detector(_model.ForCpu));
            Fill(cut, letterbox);
            Fill(split, letterbox);
            Add(PairedRuns.Measure($"convolutions split before a split, {letterbox.Input.Width}x{letterbox.Input.Height}", cut.Run, split.Run, Rounds));
        }
    }

    private void CompareWhole()
    {
        var session = Own(new InferenceSession(_path, SessionOptions()));
        var options = Own(new RunOptions());
        Letterbox square = Letterbox.Fit(new PixelSize(640, 640), 640);
        YoloV8Detector prepared = Own(Detector(_model.ForCpu));
        Fill(prepared, square);
        OrtValue image = Own(OrtValue.CreateTensorValueFromMemory(prepared.Input(square.Input).ToArray(), [1, 3, 640, 640]));
        var boxes = new Detection[300];
        void RunWhole()
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, session.InputNames, [image], session.OutputNames);
        }

        void RunPrepared()
        {
            prepared.Run();
            prepared.Collect(square, 0.25f, boxes);
        }

        Add(PairedRuns.Measure("the file as it is, without reading; prepared, 640x640", RunWhole, RunPrepared, Rounds));
    }

    private void CompareBatch()
    {
        Letterbox letterbox = Letterbox.Fit(Picture, 320);
        YoloV8Detector detector = Own(Detector(_model.ForCpu));
        Fill(detector, letterbox);
        IDetectorBatch batch = Own(detector.CreateBatch(letterbox.Input, BatchCapacity));
        void RunSingly()
        {
            for (int i = 0; i < BatchCapacity; i++)
                detector.Run();
        }

        Add(PairedRuns.Measure($"{BatchCapacity} runs; one of a batch, 320x192, CPU", RunSingly, () => batch.Run(BatchCapacity), Rounds));
    }

    // An upper bound for folding the colour matrix into the first convolution, which saves a part of the second.
    private void CompareFill()
    {
        foreach (int size in new[] { 320, 640 })
        {
            Letterbox letterbox = Letterbox.Fit(Picture, size);
            YoloV8Detector detector = Own(Detector(_model.ForCpu));
            Fill(detector, letterbox);
            var codec = Own(new TurboFrameCodec());
            codec.Decode(SyntheticScene.Jpeg(Picture, 80), long.MaxValue);
            Add(PairedRuns.Measure(
                $"a run; filling its input, {letterbox.Input.Width}x{letterbox.Input.Height}",
                detector.Run, () => codec.FillInput(letterbox, detector.Input(letterbox.Input)), Rounds));
        }
    }

    private void CompareLoad()
    {
        byte[] prepared = _model.ForCpu.File;
        Add(PairedRuns.Measure(
            "load from the file; from the prepared graph",
            () => Detector(YoloV8Model.Load(_path).ForCpu).Dispose(), () => Session(prepared).Dispose(), LoadRounds));
    }

    private void Add(PairedResult result)
    {
        _results.Add(result);
        Console.WriteLine(result);
    }

    private T Own<T>(T owned) where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private YoloV8Detector Detector(PreparedGraph graph) =>
        new(_model, new HostExecution(_model.Head, graph, Session(graph.File)), OneThread);

    private static InferenceSession Session(byte[] file)
    {
        using SessionOptions options = SessionOptions();
        return new InferenceSession(file, options);
    }

    private static SessionOptions SessionOptions() => DetectorFactory.SessionOptionsFor(OneThread);

    private static void Fill(YoloV8Detector detector, Letterbox letterbox)
    {
        var random = new Random(1);
        Span<float> input = detector.Input(letterbox.Input);
        for (int i = 0; i < input.Length; i++)
            input[i] = random.NextSingle();
    }
}
