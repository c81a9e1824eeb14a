using System.Runtime.CompilerServices;

namespace JobDating.Tests;

/// <summary>
/// Playwright sets the console's encoding for a moment whenever it starts. The framework then flushes its writers under a lock of its own; whoever is just writing a line of log holds the writer and wants that lock: both
/// wait for ever, and everybody after them. Writers that are ours are left alone.
/// </summary>
internal static class OwnConsole
{
    [ModuleInitializer]
    internal static void Keep()
    {
        Console.SetOut(Console.Out);
        Console.SetError(Console.Error);
    }
}
