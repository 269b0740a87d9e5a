namespace RealtimeDetect.Inference.Tracking;

/// <summary>A Kalman filter of one coordinate and its speed, for objects that keep their speed but for random pushes.</summary>
/// <remarks>
/// SORT's filter (Bewley et al. 2016, arXiv:1602.00763) over (cx, cy, w, h), as BoT-SORT states it, has no term that couples
/// one coordinate with another: it is four of these. Pushes are white noise in continuous time, so that any spacing of
/// frames is right: Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, 6.2.2.
/// <see cref="Carry"/> starts from the newest measurement, not from the filtered position: a detector's errors are alike in
/// frames that follow each other, so that the newest box is nearer to what the next run would give.
/// </remarks>
internal struct AxisFilter
{
    private double _position;
    private double _measured;
    private double _speed;
    private double _positionVariance;
    private double _covariance;
    private double _speedVariance;

    /// <summary>Starts at a first measurement, at rest.</summary>
    /// <param name="measured">The measurement.</param>
    /// <param name="noise">Its standard deviation.</param>
    /// <param name="speedNoise">Standard deviation of the unknown speed, a second.</param>
    public AxisFilter(double measured, double noise, double speedNoise)
    {
        _position = measured;
        _measured = measured;
        _positionVariance = noise * noise;
        _speedVariance = speedNoise * speedNoise;
    }

    /// <summary>Where the filter takes the coordinate to be at the last <see cref="Advance"/>.</summary>
    public readonly double Position => _position;

    /// <summary>The newest measurement, moved on by some seconds at the speed.</summary>
    public readonly double Carry(double seconds) => _measured + (_speed * seconds);

    /// <summary>Lets time pass.</summary>
    /// <param name="seconds">How much; 0 or more.</param>
    /// <param name="acceleration">Intensity of the pushes: the standard deviation of the speed's change in one second.</param>
    public void Advance(double seconds, double acceleration)
    {
        double intensity = acceleration * acceleration;
        _position += _speed * seconds;
        _positionVariance += seconds * ((2 * _covariance) + (seconds * _speedVariance) + (intensity * seconds * seconds / 3));
        _covariance += seconds * (_speedVariance + (intensity * seconds / 2));
        _speedVariance += intensity * seconds;
    }

    /// <summary>Takes a measurement in.</summary>
    /// <param name="measured">The measurement.</param>
    /// <param name="noise">Its standard deviation; above 0.</param>
    public void Correct(double measured, double noise)
    {
        _measured = measured;
        double innovationVariance = _positionVariance + (noise * noise);
        double positionGain = _positionVariance / innovationVariance;
        double speedGain = _covariance / innovationVariance;
        double innovation = measured - _position;
        _position += positionGain * innovation;
        _speed += speedGain * innovation;
        _speedVariance -= speedGain * _covariance;
        _covariance *= 1 - positionGain;
        _positionVariance *= 1 - positionGain;
    }
}
