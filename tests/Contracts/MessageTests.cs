using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobDating.Contracts;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Contracts;

public sealed class MessageTests
{
    public static TheoryData<Type> Every => [.. Messages.All];

    [Theory, MemberData(nameof(Every))]
    public void A_message_survives_JSON_there_and_back(Type message)
    {
        var said = new SampleMessage().Of(message);
        var text = JsonSerializer.Serialize(said, message, Json.Options);
        var heard = JsonSerializer.Deserialize(text, message, Json.Options)!;
        Assert.Empty(SampleMessage.Differences(said, heard, message.Name));
        Assert.Equal(text, JsonSerializer.Serialize(heard, message, Json.Options));
    }

    [Theory, MemberData(nameof(Every))]
    public void What_may_be_missing_stays_missing(Type message)
    {
        var said = JsonSerializer.SerializeToNode(new SampleMessage().Of(message), message, Json.Options)!.AsObject();
        var nullable = new NullabilityInfoContext();
        foreach (var property in SampleMessage.Properties(message).Where(property => nullable.Create(property).WriteState == NullabilityState.Nullable))
            said[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = null;
        var heard = said.Deserialize(message, Json.Options)!;
        Assert.True(JsonNode.DeepEquals(said, JsonSerializer.SerializeToNode(heard, message, Json.Options)));
    }

    /// <summary>A message of a later version may have more; one without what was promised is refused, not read as zero.</summary>
    [Theory, MemberData(nameof(Every))]
    public void What_came_later_is_ignored_and_what_was_promised_is_required(Type message)
    {
        var said = JsonSerializer.SerializeToNode(new SampleMessage().Of(message), message, Json.Options)!.AsObject();
        said["cameLater"] = "yes";
        Assert.NotNull(said.Deserialize(message, Json.Options));
        var promised = SampleMessage.Properties(message).First(property => property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null);
        said.Remove(JsonNamingPolicy.CamelCase.ConvertName(promised.Name));
        Assert.Throws<JsonException>(() => said.Deserialize(message, Json.Options));
    }

    [Fact]
    public void A_difference_is_seen()
    {
        var sample = new SampleMessage();
        var message = typeof(JobDating.Contracts.Registration.SitesSaved);
        Assert.NotEmpty(SampleMessage.Differences(sample.Of(message), sample.Of(message), "message"));
    }

    [Fact]
    public void Every_record_is_a_message_or_a_part_of_one()
    {
        var reached = new HashSet<Type>();
        foreach (var message in Messages.All)
            Reach(message, reached);
        Assert.Equal(reached.OrderBy(type => type.FullName), typeof(HeardByAttribute).Assembly.GetExportedTypes().Where(type => type != typeof(HeardByAttribute)).OrderBy(type => type.FullName));
        Assert.All(reached, type => Assert.StartsWith("JobDating.Contracts.", type.Namespace, StringComparison.Ordinal));
    }

    private static void Reach(Type type, HashSet<Type> reached)
    {
        if (type.Assembly != typeof(HeardByAttribute).Assembly || !reached.Add(type))
            return;
        foreach (var property in SampleMessage.Properties(type))
            Reach(property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType, reached);
    }
}
