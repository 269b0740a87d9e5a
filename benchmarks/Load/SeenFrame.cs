namespace RealtimeDetect.Load;

/// <summary>One frame at a viewer.</summary>
/// <param name="At">When it had arrived whole, since the viewer was made.</param>
/// <param name="AgeMs">Its age then: now minus capture.</param>
/// <param name="ProcessingMs">What the server needed for it.</param>
/// <param name="Bytes">Bytes of its picture.</param>
internal readonly record struct SeenFrame(TimeSpan At, double AgeMs, double ProcessingMs, int Bytes);
