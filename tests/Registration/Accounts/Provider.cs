using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>An organisation's OpenID Connect provider on this machine: discovery, keys, code flow with PKCE, RS256. What it says of whom is the test's to set.</summary>
public sealed class Provider : IAsyncDisposable
{
    public const string ClientId = "jobdating";
    public const string ClientSecret = "a secret of both";

    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = new();

    private Provider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public string Subject { get; set; } = "employee-1";
    public string? Email { get; set; } = Staff.Grace;
    public bool Verified { get; set; } = true;
    public string? Issuer { get; set; }
    public string? Nonce { get; set; }
    public TimeSpan Lasts { get; set; } = TimeSpan.FromMinutes(5);
    public RSA? ForgedBy { get; set; }

    public static async Task<Provider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new Provider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discover);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", (Delegate)provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Own => Address.ToString().TrimEnd('/');

    private IResult Discover() => Results.Json(new
    {
        issuer = Own,
        authorization_endpoint = $"{Own}/authorize",
        token_endpoint = $"{Own}/token",
        jwks_uri = $"{Own}/keys",
        response_types_supported = (string[])["code"],
        subject_types_supported = (string[])["public"],
        id_token_signing_alg_values_supported = (string[])["RS256"],
        code_challenge_methods_supported = (string[])["S256"],
    });

    private IResult Keys()
    {
        var key = _key.ExportParameters(false);
        return Results.Json(new { keys = (object[])[new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) }] });
    }

    /// <summary>Whoever comes is signed in here already.</summary>
    private IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["nonce"].ToString().Length == 0)
            return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["client_secret"] != ClientSecret || !_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Redirect != form["redirect_uri"]
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return Results.BadRequest(new { error = "invalid_grant" });
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = Nonce ?? asked.Nonce, ["email_verified"] = Verified };
        if (Email is not null)
            claims["email"] = Email;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Own,
            Audience = ClientId,
            IssuedAt = now - TimeSpan.FromHours(2),
            NotBefore = now - TimeSpan.FromHours(2),
            Expires = now + Lasts,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(ForgedBy ?? _key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = token });
    }
}
