using System.Collections;
using System.Reflection;
using NodaTime;

namespace JobDating.Tests.Contracts;

/// <summary>A message with every property filled, each with a value of its own; lists have two entries.</summary>
internal sealed class SampleMessage
{
    private int _count;

    /// <summary>A type that no contract has had so far is an error: the sample must learn it.</summary>
    public object Of(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Of(inner) : type switch
    {
        _ when type == typeof(Guid) => Guid.NewGuid(),
        _ when type == typeof(int) => ++_count,
        _ when type == typeof(bool) => true,
        _ when type == typeof(string) => $"text {++_count}: œuf, \"quoted\" <b>&amp;</b> \\ \n\t 🎺 \u2028",
        _ when type == typeof(Instant) => Instant.FromUtc(2023, 3, 26, 1, 0) + Duration.FromTicks(++_count),
        _ when type == typeof(LocalDate) => new LocalDate(2023, 2, 28).PlusDays(++_count),
        _ when type == typeof(LocalTime) => new LocalTime(9, ++_count % 60),
        _ when ListOf(type) is { } element => Two(element),
        _ when type.IsClass && type.GetConstructor([]) is not null => Filled(type),
        _ => throw new NotSupportedException($"No sample of {type}."),
    };

    /// <summary>Where two of the same type differ, by path; empty when they say the same.</summary>
    public static IEnumerable<string> Differences(object? one, object? other, string path)
    {
        if (one is null || other is null)
            return Equals(one, other) ? [] : [path];
        if (one is IEnumerable ones and not string && other is IEnumerable others)
        {
            var (left, right) = (ones.Cast<object>().ToList(), others.Cast<object>().ToList());
            return left.Count != right.Count ? [path] : left.Zip(right).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
        }
        return one.GetType().Assembly == typeof(JobDating.Contracts.HeardByAttribute).Assembly
            ? Properties(one.GetType()).SelectMany(property => Differences(property.GetValue(one), property.GetValue(other), $"{path}.{property.Name}"))
            : one.Equals(other) ? [] : [path];
    }

    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);

    private static Type? ListOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private Array Two(Type element)
    {
        var list = Array.CreateInstance(element, 2);
        list.SetValue(Of(element), 0);
        list.SetValue(Of(element), 1);
        return list;
    }

    private object Filled(Type type)
    {
        var message = Activator.CreateInstance(type)!;
        foreach (var property in Properties(type))
            property.SetValue(message, Of(property.PropertyType));
        return message;
    }
}
