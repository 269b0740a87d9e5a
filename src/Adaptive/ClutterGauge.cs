namespace RealtimeDetect.Adaptive;

/// <summary>Follows how crowded the picture is, and says by how much to raise the confidence threshold so that it stays readable.</summary>
internal sealed class ClutterGauge
{
    // More labels than this cover one another at 720p; fewer than the other leave room. Between them nothing moves, so that
    // the boxes that a step hides do not bring it back.
    private const double Crowded = 30;
    private const double Sparse = 12;

    private const float Step = 0.05f;
    private const int MostSteps = 4;

    // A crowd that passes is not followed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    private readonly Ewma _objects = new(Memory);
    private TimeSpan _since;
    private int _steps;

    /// <summary>What to add to the threshold.</summary>
    public float Rise => _steps * Step;

    /// <summary>Mean number of objects in a frame.</summary>
    public double Objects => _objects.Value;

    /// <summary>Folds in the mean number of objects in a frame.</summary>
    public void Add(TimeSpan time, double objects)
    {
        if (double.IsNaN(objects))
            return;
        double value = _objects.Add(time, objects);
        int direction = value > Crowded && _steps < MostSteps ? 1 : value < Sparse && _steps > 0 ? -1 : 0;
        if (direction == 0)
            _since = time;
        else if (time - _since >= Patience)
            (_steps, _since) = (_steps + direction, time);
    }
}
