using System.Diagnostics;
using System.Globalization;
using JobDating.Platform.Ui;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>What people type, and what others send.</summary>
public sealed class TypedTests
{
    private readonly FormErrors _errors = new();

    private Typed Typed => new(_errors);

    public TypedTests() => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr");

    [Theory]
    [InlineData("31/12/2023", 2023, 12, 31)]
    [InlineData("2023-12-31", 2023, 12, 31)]
    [InlineData(" 1/2/1968 ", 1968, 2, 1)]
    [InlineData("01.02.68", 1968, 2, 1)]
    [InlineData("14 3 23", 2023, 3, 14)]
    [InlineData("29/02/2024", 2024, 2, 29)]
    [InlineData("31\u00A012\u202F2023", 2023, 12, 31)]
    public void Dates_are_read_as_people_type_them(string typed, int year, int month, int day)
    {
        Assert.Equal(new LocalDate(year, month, day), Typed.Date("date", typed));
        Assert.False(_errors.Any);
    }

    [Theory]
    [InlineData("31/02/2023")]
    [InlineData("29/02/2023")]
    [InlineData("12/31/2023")]
    [InlineData("demain")]
    [InlineData("1/2")]
    [InlineData("1/2/3/4")]
    [InlineData("0/0/0000")]
    [InlineData("99999999999/1/1")]
    [InlineData("١/٢/٢٠٢٣")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("1/1/0001")]
    [InlineData("1/1/9999")]
    public void What_is_no_date_gets_a_sentence_at_its_field(string typed)
    {
        Assert.Null(Typed.Date("date", typed));
        Assert.NotNull(_errors.For("date"));
        Assert.Equal(422, _errors.Status);
    }

    [Theory]
    [InlineData("9h30", 9, 30)]
    [InlineData("9H", 9, 0)]
    [InlineData("09:30", 9, 30)]
    [InlineData("9 h 30", 9, 30)]
    [InlineData("14.05", 14, 5)]
    [InlineData("0:00", 0, 0)]
    [InlineData("23", 23, 0)]
    public void Times_are_read_as_people_type_them(string typed, int hour, int minute) => Assert.Equal(new LocalTime(hour, minute), Typed.Time("time", typed));

    [Theory]
    [InlineData("24:00")]
    [InlineData("9h5")]
    [InlineData("9h60")]
    [InlineData("h30")]
    [InlineData("-9:00")]
    [InlineData("midi")]
    [InlineData("9:30:00")]
    public void What_is_no_time_gets_a_sentence_at_its_field(string typed)
    {
        Assert.Null(Typed.Time("time", typed));
        Assert.NotNull(_errors.For("time"));
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("1 000", 1000)]
    [InlineData("1\u202F000", 1000)]
    public void Whole_numbers_are_read(string typed, int number) => Assert.Equal(number, Typed.Number("number", typed, 0, 10_000));

    [Theory]
    [InlineData("1,5")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("99999999999999999999")]
    [InlineData("1e3")]
    [InlineData("٣")]
    public void What_is_no_number_or_outside_gets_a_sentence(string typed)
    {
        Assert.Null(Typed.Number("number", typed, 0, 10_000));
        Assert.NotNull(_errors.For("number"));
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("  ada.o'neil+50@mail.example.co.uk ", true)]
    [InlineData("ada", false)]
    [InlineData("ada@example", false)]
    [InlineData("ada@@example.org", false)]
    [InlineData("ada@exam ple.org", false)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@example.org,grace@example.org", false)]
    [InlineData("ada@.org", false)]
    [InlineData("ada@example.o", false)]
    [InlineData("ada@-example.org", false)]
    public void Addresses(string typed, bool right)
    {
        Assert.Equal(right ? typed.Trim() : null, Typed.Email("email", typed));
        Assert.Equal(!right, _errors.Any);
    }

    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("+32 470 12 34 56", "+32470123456")]
    [InlineData("12", null)]
    [InlineData("06 12 34 56", null)]
    [InlineData("rien", null)]
    [InlineData("06 39 98 12 12", "+33639981212")] // kept for fiction
    [InlineData("06 39 98 12 1", null)]
    public void Phone_numbers(string typed, string? number)
    {
        Assert.Equal(number, Typed.Phone("phone", typed));
        Assert.Equal(number is null, _errors.Any);
    }

    [Fact]
    public void A_number_is_shown_as_people_write_it_and_what_is_none_as_it_was_typed()
    {
        Assert.Equal("06 12 34 56 78", PhoneText.Show("+33612345678"));
        Assert.Equal("voir Grace", PhoneText.Show("voir Grace"));
        Assert.Equal(["0612345678", "33612345678"], PhoneText.Words("+33612345678"));
    }

    [Fact]
    public void Control_and_direction_characters_and_broken_letters_are_left_out()
    {
        Assert.Equal("Ada L\u00E9a", Typed.Text("name", "\u202E Ada\0\t Le\u0301a\uD800\r\n"));
        Assert.Equal("une\ndeux", Typed.Lines("note", " une\r\ndeux\u0007 "));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void Missing_and_too_long_are_said_and_an_untouched_optional_field_is_silent()
    {
        Assert.Null(Typed.Text("name", " \u00A0 ", required: true));
        Assert.Null(Typed.Text("town", new string('a', 201)));
        Assert.Null(Typed.Text("other", null));
        Assert.Equal(["name", "town"], _errors.List.Select(error => error.Field));
    }

    [Fact]
    public void Megabytes_are_refused_in_no_time()
    {
        var clock = Stopwatch.StartNew();
        foreach (var huge in new[] { new string('a', 4_000_000), new string('\u0301', 4_000_000), new string(' ', 4_000_000) + "1", new string('9', 4_000_000) })
        {
            Typed.Text("name", huge);
            Typed.Date("date", huge);
            Typed.Time("time", huge);
            Typed.Number("number", huge, 0, 9);
            Typed.Email("email", huge);
            Typed.Phone("phone", huge);
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Fact]
    public void Altered_hidden_fields_do_no_harm()
    {
        Assert.NotEqual(Guid.Empty, JobDating.Platform.Ui.Typed.Id("00000000-0000-0000-0000-000000000000"));
        Assert.NotEqual(Guid.Empty, JobDating.Platform.Ui.Typed.Id("' OR 1=1"));
        Assert.Equal(0, JobDating.Platform.Ui.Typed.Version("-1"));
        Assert.Equal(7, JobDating.Platform.Ui.Typed.Version("7"));
    }

    [Fact]
    public void Who_was_slower_is_told_and_the_status_is_409()
    {
        _errors.Add("name", "a");
        _errors.ChangedMeanwhile();
        _errors.Add("town", "b");
        Assert.Equal(409, _errors.Status);
    }
}
