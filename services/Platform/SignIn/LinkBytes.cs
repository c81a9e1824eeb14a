using System.Text;
using NodaTime;

namespace JobDating.Platform.SignIn;

/// <summary>
/// What a personal link seals, in as few bytes as it takes: it may have to be typed from paper, and the fewer there are the coarser its QR code.
/// Ids are 16 bytes, times seconds, and a subject that is the holder is not said twice. A link stays under 200 characters (a test says so).
/// </summary>
internal static class LinkBytes
{
    private const int LongestName = 40;
    private const byte Holder = 0;
    private const byte Id = 1;
    private const byte Text = 2;

    // A role's place is in links that people keep: new ones come last.
    private static readonly string[] Roles = [Role.Prescriber, Role.Employer, Role.Candidate];

    public static byte[] Write(PersonalLinks.Content content)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write((byte)Array.IndexOf(Roles, content.Role));
        writer.Write(content.Holder.ToByteArray());
        writer.Write((uint)content.Expires.ToUnixTimeSeconds());
        writer.Write7BitEncodedInt(content.Revision);
        var id = Guid.TryParse(content.Subject, out var parsed) ? parsed : (Guid?)null;
        writer.Write(id == content.Holder ? Holder : id is not null ? Id : Text);
        if (id is null)
            writer.Write(content.Subject);
        else if (id != content.Holder)
            writer.Write(id.Value.ToByteArray());
        writer.Write(Shortened(content.Name));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Of bytes that <see cref="Write"/> has written. Null: a role that no link gives.</summary>
    public static PersonalLinks.Content? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadByte() is var role && role >= Roles.Length)
            return null;
        var holder = new Guid(reader.ReadBytes(16));
        return new PersonalLinks.Content
        {
            Role = Roles[role],
            Holder = holder,
            Expires = Instant.FromUnixTimeSeconds(reader.ReadUInt32()),
            Revision = reader.Read7BitEncodedInt(),
            Subject = reader.ReadByte() switch { Holder => $"{holder}", Id => $"{new Guid(reader.ReadBytes(16))}", _ => reader.ReadString() },
            Name = reader.ReadString(),
        };
    }

    /// <summary>Between two letters, not inside one.</summary>
    private static string Shortened(string name)
    {
        var end = 0;
        var bytes = 0;
        foreach (var letter in name.EnumerateRunes())
        {
            if ((bytes += letter.Utf8SequenceLength) > LongestName)
                break;
            end += letter.Utf16SequenceLength;
        }
        return name[..end];
    }
}
