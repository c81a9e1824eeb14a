using System.Text;
using JobDating.Outcomes.Bilan.Observatory;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Observatory;

public sealed class ObservatoryFileTests
{
    [Theory]
    [InlineData("territory,year,seekers_over_50,rounded,seekers,growth_percent,source,noted_by\nMétropole lilloise,2023,26000,no,90000,2.9,Rapport annuel 2023,Margaret\n")]
    [InlineData("\uFEFFTerritoire;Année;Demandeurs d’emploi de plus de 50 ans;Demandeurs;Évolution;Source\r\nMétropole lilloise;2023;26 000;90 000;+2,9 %;Rapport annuel 2023\r\n\r\n")]
    [InlineData("source\tYear\tTerritory\tJob seekers over 50\tseekers\tgrowth\n\"Rapport annuel 2023\"\t2023\tMétropole lilloise\t26000\t90000\t2,90\n")]
    public void A_file_is_read_whatever_its_separator_and_language(string text) => Assert.All((byte[][])[Encoding.UTF8.GetBytes(text), CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text.TrimStart('\uFEFF'))], file =>
    {
        var (years, findings) = ObservatoryFile.Read(file);
        Assert.Empty(findings);
        var year = Assert.Single(years);
        Assert.Equal(("Métropole lilloise", "metropole lilloise", 2023, 26_000, 90_000, 290, false, "Rapport annuel 2023"),
            (year.Territory, year.TerritoryKey, year.Year, year.SeekersOver50, year.Seekers, year.GrowthHundredths, year.IsRounded, year.Source));
    });

    [Fact]
    public void Every_line_that_is_wrong_is_found_with_its_number_and_column()
    {
        var findings = French.Read(() => ObservatoryFile.Read(Encoding.UTF8.GetBytes("""
            territoire;annee;plus de 50 ans;demandeurs;evolution;arrondi;source
            Lille;2022;25267;;;;Rapport

            ;2023;26000;;;;Rapport
            Lille;l’an dernier;26000;;;;Rapport
            Lille;2024;26000;100;;;Rapport
            Lille;2025;26000;;beaucoup;;Rapport
            Lille;2026;26000;;;peut-être;Rapport
            lille;2022;25267;;;;
            LILLE;2022;25268;;;;Rapport
            """)).Findings);
        Assert.Equal(["4 territoire", "5 année", "6 demandeurs", "7 évolution", "8 arrondi", "9 source", "10 année"], findings.Select(finding => $"{finding.Line} {finding.Column}"));
        Assert.Contains("déjà à la ligne 2", findings[^1].Sentence);
    }

    [Theory]
    [InlineData("", "aucune année")]
    [InlineData("PK\u0003\u0004\0\0", "n’est pas une liste en CSV")]
    [InlineData("territoire;annee;plus de 50 ans;source\n", "aucune année")]
    [InlineData("territoire;annee;source\nLille;2023;Rapport", "La colonne « plus de 50 ans » manque.")]
    [InlineData("territoire;annee;plus de 50 ans;source\nLille;2023;\"26000;Rapport", "ne se ferment pas")]
    public void A_file_that_cannot_be_read_says_why(string text, string says) =>
        Assert.Contains(says, PageText.Plain(Assert.Single(French.Read(() => ObservatoryFile.Read(Encoding.UTF8.GetBytes(text)).Findings)).Sentence));

    [Fact]
    public void Any_bytes_at_all_are_findings_and_nothing_worse()
    {
        var dice = new Random(26_000);
        for (var round = 0; round < 300; round++)
        {
            var file = new byte[dice.Next(2000)];
            dice.NextBytes(file);
            Assert.NotEmpty(ObservatoryFile.Read(file).Findings);
        }
    }
}
