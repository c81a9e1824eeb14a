using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>
/// <c>…/bilans/new</c>: an edition's bilan as of a date is kept for ever under a name. Nothing changes or deletes it afterwards, not even a mistake: it may have been
/// handed to others by then. A better one gets another name.
/// </summary>
public static class FreezeBilan
{
    /// <summary>Of an edition; all are on one page.</summary>
    public const int Most = 200;

    private const string HereSql = "SELECT COUNT(*) FROM frozen_bilan WHERE id = @Id";

    private const string TakenSql = "SELECT COUNT(*) FROM frozen_bilan WHERE edition_id = @EditionId AND name_key = @NameKey";

    private const string CountSql = "SELECT COUNT(*) FROM frozen_bilan WHERE edition_id = @EditionId";

    private const string InsertSql = """
        INSERT INTO frozen_bilan (id, edition_id, name, name_key, as_of, frozen_at, frozen_by, schema_version, body)
        VALUES (@Id, @EditionId, @Name, @NameKey, @AsOf, @Now, @FrozenBy, @SchemaVersion, @Body)
        """;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? AsOf { get; init; }
    }

    /// <param name="asOf">What the bilan page showed.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(string code, string? asOf, OutcomesDatabase db, CancellationToken ct)
    {
        var edition = await ReadFrozen.EditionAsync(db, code, ct);
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(asOf ?? "") is { Success: true, Value: var day } && day <= edition.Today(db.Now) ? day : edition.Today(db.Now);
        return Page(edition, new Form { AsOf = Typed.Show(date) }, Guid.CreateVersion7(), new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] Form form, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadFrozen.EditionAsync(db, code, ct);
        var act = Typed.Id(form.Id);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var name = typed.Text("name", form.Name, 100, required: true);
        if (name is not null && KeyOf(name).Length == 0)
            errors.Add("name", FrozenTexts.Words["Name.Wrong"]);
        var asOf = typed.Date("asOf", form.AsOf, required: true);
        if (asOf > edition.Today(db.Now))
            errors.Add("asOf", FrozenTexts.Words["AsOf.Future", ReaderFormat.Date(asOf.Value)]);
        if (errors.Any)
            return Page(edition, form, act, errors);

        // All that is counted of people is one statement, so that its figures agree with each other also while answers come in.
        var body = ReadFrozen.Write(await ReadFrozen.NowAsync(db, edition.Code, asOf, ct));
        var id = Typed.IdOf(edition.Id.ToByteArray(), act);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            // A second press of the same button finds it done.
            if (await tx.QueryFirstOrDefaultAsync<int>(HereSql, new { Id = id }, ct) == 0)
            {
                var row = new { Id = id, EditionId = edition.Id, Name = name, NameKey = KeyOf(name!), AsOf = asOf!.Value, tx.Now, FrozenBy = Caller.Of(http).Name, SchemaVersion = KeptBilan.LatestSchema, Body = body };
                if (await tx.QueryFirstOrDefaultAsync<int>(TakenSql, row, ct) > 0)
                    errors.Conflict("name", FrozenTexts.Words["Name.Taken"]);
                else if (await tx.QueryFirstOrDefaultAsync<int>(CountSql, row, ct) >= Most)
                    errors.Conflict("", FrozenTexts.Words["TooMany", Most]);
                if (errors.Any)
                    return Page(edition, form, act, errors);
                try
                {
                    await tx.ExecuteAsync(InsertSql, row, ct);
                }
                catch (Exception exception) when (SqlText.IsDuplicate(exception))
                {
                    throw new ChangedMeanwhileException(exception);
                }
                await tx.AuditAsync("bilan", id, "bilan frozen", $"{edition.Code} {CsvFile.Text((LocalDate?)asOf)}", ct);
                await tx.CommitAsync(ct);
            }
            return SeeOther.To($"{FrozenReading.Path(edition.Code, id)}?done=frozen");
        });
    }

    private static string KeyOf(string name) => FoldedWords.Key(name) is { Length: > 200 } key ? key[..200] : FoldedWords.Key(name);

    private static RazorComponentResult Page(ReadBilan.Edition edition, Form form, Guid id, FormErrors errors) =>
        errors.Page<FreezeBilanPage>(new { edition.Code, EditionName = edition.Name, Form = form, Id = id, Errors = errors });
}
