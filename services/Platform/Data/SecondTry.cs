namespace JobDating.Platform;

/// <summary>
/// What a screen writes, done again when somebody else was quicker with the same rows: the second look finds what they wrote and decides anew.
/// </summary>
public static class SecondTry
{
    private const int Tries = 3;

    /// <param name="write">One whole transaction, from its reading on.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> write)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await write();
            }
            catch (ChangedMeanwhileException) when (tried < Tries)
            {
                // Their rows are there now.
            }
        }
    }
}
