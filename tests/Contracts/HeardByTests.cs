using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Tests.Platform;
using Xunit;

namespace JobDating.Tests.Contracts;

/// <summary>Who says and who hears: the attribute, the table for readers and the services' doors tell the same.</summary>
public sealed class HeardByTests
{
    private static readonly IReadOnlyList<Service> Services = Commands.Services();
    private static readonly IReadOnlyList<Consumer> Consumers = [.. Services.SelectMany(service => service.ListConsumers())];

    private sealed record Row(string Message, string SaidBy, string When, string HeardBy);

    [Fact]
    public void Every_service_that_is_to_hear_a_message_has_a_consumer_and_no_other()
    {
        foreach (var message in Messages.All)
            Assert.Equal(Messages.HeardBy(message).Order(), Consumers.Where(consumer => consumer.Message == message).Select(consumer => consumer.Service.Name).Order());
        Assert.All(Consumers, consumer => Assert.Contains(consumer.Message, Messages.All));
    }

    [Fact]
    public void Queue_names_are_unique_and_begin_with_their_service()
    {
        Assert.Equal(Consumers.Count, Consumers.Select(consumer => consumer.Queue).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Consumers, consumer => Assert.StartsWith($"{consumer.Service.Name}.", consumer.Queue, StringComparison.Ordinal));
        Assert.All(Consumers, consumer => Assert.Matches("^[a-z.-]+$", consumer.Queue));
    }

    [Fact]
    public void Every_message_is_heard_and_has_a_publisher_of_this_house()
    {
        foreach (var message in Messages.All)
        {
            Assert.NotEmpty(Messages.HeardBy(message));
            Assert.Contains(message.Namespace!.Split('.')[^1].ToLowerInvariant(), Services.Select(service => service.Name).Append("flow"));
            Assert.Same(message, Messages.Named(message.FullName!));
        }
    }

    [Fact]
    public void The_README_table_is_true()
    {
        var expected = from message in Messages.All
                       let publisher = message.Namespace!.Split('.')[^1].ToLowerInvariant()
                       select (message.Name, publisher == "flow" ? "every service" : publisher, string.Join(", ", Messages.HeardBy(message)));
        var rows = Table();
        Assert.Equal(expected.Order(), rows.Select(row => (row.Message, row.SaidBy, row.HeardBy)).Order());
        Assert.All(rows, row => Assert.NotEmpty(row.When));
    }

    private static List<Row> Table() =>
    [
        .. from line in File.ReadLines(Path.Combine(SourceTree.Root, "contracts", "README.md"))
           where line.StartsWith('|')
           let cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries)
           where cells[0] != "message" && !cells[0].StartsWith('-')
           select new Row(cells[0], cells[1], cells[2], cells[3]),
    ];
}
