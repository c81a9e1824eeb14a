using JobDating.Registration.Newsletters;
using Xunit;

namespace JobDating.Tests.Registration.Newsletters;

public sealed class PastedContactsTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org", null, null)]
    [InlineData("  Ada@Example.ORG  ", "ada@example.org", null, null)]
    [InlineData("Ada Löwe;ada@example.org;France Travail Lille", "ada@example.org", "Ada Löwe", "France Travail Lille")]
    [InlineData("ada@example.org\tAda Löwe\tFrance Travail", "ada@example.org", "Ada Löwe", "France Travail")]
    [InlineData("\"Ada Löwe\", \"Acme\", ada@example.org", "ada@example.org", "Ada Löwe", "Acme")]
    [InlineData("Ada Löwe <ada@example.org>", "ada@example.org", "Ada Löwe", null)]
    [InlineData("mailto:ada@example.org", "ada@example.org", null, null)]
    [InlineData("Ada;;ada@example.org;;", "ada@example.org", "Ada", null)]
    public void A_line_gives_the_address_wherever_it_stands(string line, string email, string? name, string? structure)
    {
        var (contacts, wrong) = PastedContacts.Read(line);
        Assert.Empty(wrong);
        Assert.Equal(new PastedContacts.Contact(email, name, structure), Assert.Single(contacts));
    }

    [Theory]
    [InlineData("Ada Löwe")]
    [InlineData("ada@example.org grace@example.org")]
    [InlineData("ada@example.org;grace@example.org")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.org")]
    [InlineData("@")]
    public void A_line_without_one_whole_address_is_told(string line) => Assert.Equal(new PastedContacts.Wrong(2, line), Assert.Single(PastedContacts.Read($"grace@example.org\n{line}").Wrong));

    [Fact]
    public void Headings_and_empty_lines_are_no_mistakes()
    {
        var (contacts, wrong) = PastedContacts.Read("E-mail;Nom;Structure\r\n\r\nada@example.org;Ada;Acme\r\n   \r\n");
        Assert.Empty(wrong);
        Assert.Single(contacts);
    }
}
