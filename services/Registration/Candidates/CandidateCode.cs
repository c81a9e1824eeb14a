using System.Buffers.Binary;

namespace JobDating.Registration.Candidates;

/// <summary>
/// The code of a candidate who registers on a page: ten letters and digits that are not mistaken for each other, made from the id, so that the
/// same form sent twice is the same candidate. It stands on badges and in archives, and says nothing about the person.
/// </summary>
internal static class CandidateCode
{
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    public static string For(Guid id)
    {
        // The last bits are the random ones.
        var number = BinaryPrimitives.ReadUInt64BigEndian(id.ToByteArray(bigEndian: true).AsSpan(8));
        return string.Create(Length, number, (code, rest) =>
        {
            for (var i = 0; i < code.Length; i++, rest >>= 5)
                code[i] = Signs[(int)(rest & 31)];
        });
    }
}
