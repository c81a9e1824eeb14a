namespace JobDating.Platform.Ui;

/// <summary>One of the answers to choose from: its word in the program, and what the reader reads.</summary>
public sealed record Option(string Value, string Text, string? Hint = null);
