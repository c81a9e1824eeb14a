using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using JobDating.Platform;
using JobDating.Registration.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>The people with accounts in tests: Ada is an administrator, Grace a coordinator.</summary>
public static class Staff
{
    public const string Ada = "ada@example.org";
    public const string Grace = "grace@example.org";
    public const string Password = "a long enough password";

    public static async Task<Account> AccountAsync(this TestHouse house, string email, string role, string? password = Password, Guid? site = null)
    {
        await using var scope = house.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Id = Guid.CreateVersion7(), Name = email.Split('@')[0], Email = email, NormalizedEmail = users.NormalizeEmail(email)!, SecurityStamp = Guid.NewGuid().ToString("N") };
        account.PasswordHash = password is null ? null : users.PasswordHasher.HashPassword(account, password);
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await SaveAccount.CreateAsync(tx, account, CancellationToken.None);
        await SaveAccount.SetRolesAsync(tx, account.Id, [new AccountRole { AccountId = account.Id, Role = role, SiteId = site ?? AccountRole.AllSites }], CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return account;
    }

    /// <summary>A browser in which this person is signed in.</summary>
    public static async Task<Browser> SignedInAsync(this TestHouse house, string email, string password = Password)
    {
        var browser = new Browser(house.Address);
        using var answer = await browser.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static async Task<Account> ReadAsync(this TestHouse house, Guid id) => (await ReadAccounts.FindAsync(house.Registration, id, CancellationToken.None))!;

    public static Task<IReadOnlyList<string>> ActsAsync(this TestHouse house, Guid subject) =>
        house.Registration.QueryAsync<string>("SELECT act FROM audit WHERE subject_id = @Subject ORDER BY happened_at, id", new { Subject = subject }, CancellationToken.None);

    /// <summary>What each service knows of ended sessions: the message has arrived everywhere.</summary>
    public static async Task<IReadOnlyList<int>> RevisionsAsync(this TestHouse house, Guid subject)
    {
        await house.SettleAsync();
        var revisions = new List<int>();
        foreach (var database in house.Databases)
            revisions.Add(await database.QueryFirstOrDefaultAsync<int>("SELECT revision FROM access_revision WHERE subject_id = @Subject", new { Subject = subject }, CancellationToken.None));
        return revisions;
    }

    /// <summary>The six digits that a telephone with this key shows now (RFC 6238).</summary>
    public static string Code(string key)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        var secret = bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        var hash = HMACSHA1.HashData(secret, step);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
