namespace JobDating.Platform;

/// <summary>
/// A rule said no. <paramref name="status"/> is the HTTP status (400, 404, 409, 413, 422); <paramref name="sentence"/> is for the reader,
/// in the reader's language. Nothing was written.
/// </summary>
public class Rejected(int status, string sentence) : Exception(sentence)
{
    public int Status { get; } = status;
}
