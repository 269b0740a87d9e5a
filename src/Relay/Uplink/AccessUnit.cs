using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>What an access unit's NAL units say before it is decoded.</summary>
/// <param name="IsKey">Whether decoding can begin with it: it holds an IDR picture and a sequence parameter set.</param>
/// <param name="Sequence">The sequence parameter set that its picture is of, where it has one.</param>
internal readonly record struct AccessUnit(bool IsKey, SequenceParameters? Sequence)
{
    /// <summary>Reads a unit and judges whether it is one that is accepted.</summary>
    /// <param name="annexB">The unit.</param>
    /// <param name="maxPixels">Most pixels of a picture.</param>
    /// <param name="unit">What it says, if nothing is wrong.</param>
    public static UnitFault Read(ReadOnlySpan<byte> annexB, long maxPixels, out AccessUnit unit)
    {
        unit = default;
        ReadOnlySpan<byte> rest = annexB.TrimStart((byte)0);
        if (rest is not [1, ..] || annexB.Length - rest.Length < 2)
            return UnitFault.NotDecodable;
        bool hasPicture = false, isIdr = false;
        var pictures = new PictureSequence(stackalloc SequenceParameters[ParameterSetIds.Sequences], stackalloc byte[ParameterSetIds.Pictures]);
        var nals = new NalUnits(annexB);
        while (nals.TryNext(out ReadOnlySpan<byte> nal))
        {
            int type = NalUnits.TypeOf(nal);
            hasPicture |= type is NalUnits.Slice or NalUnits.IdrSlice;
            isIdr |= type == NalUnits.IdrSlice;
            UnitFault fault = type switch
            {
                NalUnits.SequenceSet => pictures.AddSequence(nal, maxPixels),
                NalUnits.PictureSet => pictures.AddPicture(nal),
                NalUnits.Slice or NalUnits.IdrSlice => pictures.AddSlice(nal),
                _ => UnitFault.None,
            };
            if (fault != UnitFault.None)
                return fault;
        }
        SequenceParameters? sequence = pictures.Find(out UnitFault several);
        if (several != UnitFault.None)
            return several;
        unit = new AccessUnit(isIdr && sequence is not null, sequence);
        return hasPicture ? UnitFault.None : UnitFault.NotDecodable;
    }
}
