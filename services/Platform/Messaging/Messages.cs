using System.Collections.Frozen;
using System.Reflection;
using JobDating.Contracts;

namespace JobDating.Platform;

/// <summary>Every message there is, by its full type name, and who hears it.</summary>
public static class Messages
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(HeardByAttribute).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<HeardByAttribute>() is not null)
        .ToFrozenDictionary(type => type.FullName!);

    public static IEnumerable<Type> All => ByName.Values;

    /// <exception cref="InvalidOperationException">No contract has this name: a row of another version of the program.</exception>
    public static Type Named(string name) => ByName.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"No message is called {name}.");

    public static IReadOnlyList<string> HeardBy(Type message) => message.GetCustomAttribute<HeardByAttribute>()?.Services ?? [];

    /// <summary>The queue in which a service hears a message: <c>outcomes.registration.candidates-saved</c>. Unique by construction.</summary>
    public static string Queue(string service, Type message)
    {
        var publisher = message.Namespace!.Split('.')[^1].ToLowerInvariant();
        var words = string.Concat(message.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
        return $"{service}.{publisher}.{words}";
    }
}
