using System.Text;
using CsCheck;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Newsletters;
using JobDating.Registration.Prints;
using JobDating.Registration.Registering;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.SignIn;

/// <summary>Whatever stands where a link, a token or a badge's code should: it is answered with no, never with an exception, and never lets anybody in.</summary>
public sealed class RandomLinksTests
{
    [Fact]
    public async Task No_random_text_is_a_link_a_token_a_draft_or_a_badge()
    {
        await using var house = await TestHouse.StartAsync();
        var read = new Readers(house);
        RandomInputs.Text.Sample(text => !read.Opens(text), iter: RandomInputs.Count(5000));
    }

    [Fact]
    public async Task No_changed_link_says_anything_but_what_was_sealed()
    {
        await using var house = await TestHouse.StartAsync();
        var read = new Readers(house);
        var content = new PersonalLinks.Content { Role = Role.Employer, Holder = Guid.CreateVersion7(), Subject = "73282932000074", Name = "Société Acme", Expires = Instant.FromUtc(2025, 1, 31, 22, 59, 59) };
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var link = (await read.Links.IssueAsync(tx, content, CancellationToken.None))["/in/".Length..];
        Assert.Equal(content, read.Links.Read(link));
        var sealedBytes = WebEncoders.Base64UrlDecode(link);
        // As letters, as an address is mangled; and as bytes, as somebody would who knows what it is.
        Gen.Select(RandomInputs.Change.Array[1, 3], Gen.Bool).Sample((changes, asLetters) =>
        {
            var changed = asLetters ? Encoding.UTF8.GetString(RandomInputs.Changed(Encoding.ASCII.GetBytes(link), changes)) : WebEncoders.Base64UrlEncode(RandomInputs.Changed(sealedBytes, changes));
            return read.Links.Read(changed) is not { } opened || opened == content;
        }, iter: RandomInputs.Count(5000));
    }

    [Fact]
    public void A_badge_s_code_with_one_sign_changed_is_no_badge_s_code()
    {
        var good = new BadgeCode("2023", "C0042").ToString();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char[' ', '~']).Sample((at, sign) =>
            good[at] == sign || (at == 0 || at == good.Length - 1) && sign == ' ' || !BadgeCode.TryParse(good[..at] + sign + good[(at + 1)..], out _), iter: RandomInputs.Count(5000));
    }

    private sealed class Readers(TestHouse house)
    {
        private readonly UnsubscribeLinks _unsubscribe = house.App.Services.GetRequiredService<UnsubscribeLinks>();
        private readonly BearerTokens _tokens = house.App.Services.GetRequiredService<BearerTokens>();
        private readonly IDataProtectionProvider _keys = house.App.Services.GetRequiredService<IDataProtectionProvider>();

        public PersonalLinks Links { get; } = house.App.Services.GetRequiredService<PersonalLinks>();

        public bool Opens(string text) =>
            Links.Read(text) is not null || _unsubscribe.Read(text) is not null || _tokens.Read(text) is not null || Draft.Open(_keys, text) is not null || BadgeCode.TryParse(text, out _);
    }
}
