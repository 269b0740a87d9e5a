using System.Numerics;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>Finds the sequence parameter set that an access unit's picture is of, among those that the unit holds.</summary>
/// <remarks>
/// An encoder whose size was changed may write the set of the old size beside that of the new one: OpenH264 does, in Chromium.
/// </remarks>
/// <param name="sequences">Room for <see cref="ParameterSetIds.Sequences"/> sets.</param>
/// <param name="sequenceOfPicture">Room for <see cref="ParameterSetIds.Pictures"/> numbers, zero each.</param>
internal ref struct PictureSequence(Span<SequenceParameters> sequences, Span<byte> sequenceOfPicture)
{
    private readonly Span<SequenceParameters> _sequences = sequences;

    // By picture parameter set; one more than the number, 0 for none.
    private readonly Span<byte> _sequenceOfPicture = sequenceOfPicture;
    private uint _known;
    private int _named = -1;

    /// <summary>Takes a sequence parameter set of this unit.</summary>
    public UnitFault AddSequence(ReadOnlySpan<byte> nal, long maxPixels)
    {
        UnitFault fault = SequenceParameterReader.Read(nal, maxPixels, out SequenceParameters read);
        if (fault != UnitFault.None)
            return fault;
        uint id = ParameterSetIds.OfSequence(nal);
        if (id >= ParameterSetIds.Sequences)
            return UnitFault.NotDecodable;
        // A decoder is for one size and colour: two by one number are none.
        if ((_known >> (int)id & 1) == 1 && _sequences[(int)id] != read)
            return UnitFault.NotSupported;
        _sequences[(int)id] = read;
        _known |= 1u << (int)id;
        return UnitFault.None;
    }

    /// <summary>Takes a picture parameter set of this unit.</summary>
    public readonly UnitFault AddPicture(ReadOnlySpan<byte> nal)
    {
        (uint picture, uint sequence) = ParameterSetIds.OfPicture(nal);
        if (picture >= ParameterSetIds.Pictures || sequence >= ParameterSetIds.Sequences)
            return UnitFault.NotDecodable;
        _sequenceOfPicture[(int)picture] = (byte)(sequence + 1);
        return UnitFault.None;
    }

    /// <summary>Takes a slice of this unit's picture.</summary>
    public UnitFault AddSlice(ReadOnlySpan<byte> nal)
    {
        uint picture = ParameterSetIds.OfSlice(nal);
        if (picture >= ParameterSetIds.Pictures)
            return UnitFault.NotDecodable;
        int sequence = _sequenceOfPicture[(int)picture] - 1;
        if (sequence < 0 || (_known >> sequence & 1) == 0)
            return UnitFault.None;
        if (_named >= 0 && _sequences[_named] != _sequences[sequence])
            return UnitFault.NotSupported;
        _named = sequence;
        return UnitFault.None;
    }

    /// <summary>The set that the slices name, or the only one there is; null where the unit has none.</summary>
    /// <param name="fault">Whether there are several and the slices name none of them.</param>
    public readonly SequenceParameters? Find(out UnitFault fault)
    {
        fault = UnitFault.None;
        if (_known == 0)
            return null;
        if (_named >= 0)
            return _sequences[_named];
        SequenceParameters first = _sequences[BitOperations.TrailingZeroCount(_known)];
        for (int id = 0; id < ParameterSetIds.Sequences; id++)
        {
            if ((_known >> id & 1) == 1 && _sequences[id] != first)
                fault = UnitFault.NotSupported;
        }
        return first;
    }
}
