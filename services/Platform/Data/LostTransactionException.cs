namespace JobDating.Platform;

/// <summary>The database gave up the transaction that several writers shared, for a reason that only one of them was told (disk full, I/O error): worth doing the whole turn again.</summary>
public sealed class LostTransactionException() : InvalidOperationException("The database gave up the transaction.");
