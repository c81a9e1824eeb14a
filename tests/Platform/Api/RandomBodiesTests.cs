using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Platform.Api;

/// <summary>Whatever JSON a program sends to whichever door: it is answered, and never by an error of ours.</summary>
public sealed class RandomBodiesTests
{
    private static readonly string[] _doors =
    [
        "/registration/api/editions/new", "/registration/api/accounts", "/registration/api/sign-in", "/registration/api/sign-in/forgotten", "/registration/api/contacts", "/registration/api/account/tokens",
        "/outcomes/api/observatory/new", "/outcomes/api/observatory/territory", "/outcomes/api/recount", "/registration/api/messages-in-error/retry",
    ];

    private static readonly string[] _fields = ["id", "version", "name", "email", "password", "code", "date", "role", "sites", "edition", "year", "territory", "seekers", "back", "ends", "search", "message", "timeZone", "startsOn"];

    private static readonly Gen<string> _value = Gen.OneOf(RandomInputs.Text.Select(text => JsonSerializer.Serialize(text)), Gen.OneOf("null", "true", "false", "0", "-1", "1e999", "12345678901234567890", "[]", "[null]", "[\"a\",1,true]", "{}", "[[1]]", "\"\\ud800\"", "\"\\u0000\""));

    private static readonly Gen<byte[]> _body = Gen.OneOf(
        Gen.Select(Gen.OneOf(_fields), _value, (name, value) => $"\"{name}\":{value}").Array[0, 8].Select(fields => Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}")),
        Gen.Select(Gen.OneOf("{\"name\":\"Tour\",\"code\":\"2027\"}", "[1,2]", "\"text\"").Select(Encoding.UTF8.GetBytes), RandomInputs.Change.Array[1, 4], RandomInputs.Changed));

    [Fact]
    public async Task Any_body_is_answered_and_never_by_an_error_of_ours()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var program = house.Client();
        Gen.Select(Gen.OneOf(_doors), _body).Sample((door, body) => IsSoundAsync(program, door, body).GetAwaiter().GetResult(), iter: RandomInputs.Count(400, 50_000), threads: 2);
        // After all of it the house is as it was.
        await house.AccountAsync(Staff.Grace, "coordinator");
        using var grace = await house.SignedInAsync(Staff.Grace);
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync("/registration/account")).StatusCode);
    }

    private static async Task<bool> IsSoundAsync(HttpClient program, string door, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await program.PostAsync(door, content);
        if ((int)answer.StatusCode >= 500)
            throw new InvalidOperationException($"{door} answered {(int)answer.StatusCode} to {Encoding.UTF8.GetString(body)}");
        return true;
    }
}
