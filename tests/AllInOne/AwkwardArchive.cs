using System.Text;
using JobDating.Tests.Registration.Imports;

namespace JobDating.Tests.AllInOne;

/// <summary>A small edition in which every liberty stands that IMPORT.md allows, and what an export makes of it.</summary>
internal static class AwkwardArchive
{
    private const string Acme = WrittenArchive.Acme;
    private const string AcmeLille = WrittenArchive.AcmeLille;
    private const string Globex = WrittenArchive.Globex;

    /// <summary>La Poste: one by Luhn's rule, one by the sum of its digits alone.</summary>
    private const string Poste = "35600000000048";
    private const string PosteRonchin = "35600000009075";

    /// <summary>Valid and nowhere in the archive: hired elsewhere.</summary>
    private const string Elsewhere = "55208131766522";

    public static WrittenArchive Write(string edition = "2023")
    {
        var archive = new WrittenArchive()
            // A byte order mark, semicolons, CRLF, an unknown column, columns in another order.
            .WithBytes("edition.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"time_zone;couleur;code;name\r\nEurope/Paris;bleu;{edition};\"Tour ; \"\"{edition}\"\"\"\r\n")])
            .WithText("structures.csv", "name,code\n\"Mission locale,\nLille\",ML\n")
            .WithText("sites.csv", "date;code;name;opens_at;address\n2023-10-29;tourcoing;Tourcoing;;\n2023-04-11;ronchin;  Ronchin  ;09:00;\"2, place « du Général »\"\n")
            .With("establishments.csv", "company_name,siret,charter_signed_on,commune", $"Acme,{Acme},2019-05-02,Lille", $"Acme,{AcmeLille},2019-05-02,", $"Globex,{Globex},,", $"La Poste,{Poste},,", $"La Poste,{PosteRonchin},2022-01-31,Ronchin")
            // Globex has no attendance at all; a table more than announced is used below.
            .With("attendances.csv", "site_code,siret,status,tables", $"ronchin,{Acme},PRESENT,2", $"ronchin,{AcmeLille},Present,", $"tourcoing,{Acme},present,0", $"tourcoing,{Poste},absent,1", $"ronchin,{PosteRonchin},expected,3")
            .With("offers.csv", "code,siret,title,contract_type,positions", $"O1,{Globex},\"Vendeur, rayon \"\"bio\"\"\",cdi,2", $"O2,{Acme},-5 °C : cariste,TEMP,")
            .WithText("candidates.csv", "first_name,last_name,code,consent_followup,consented_on,phone,structure_code,email,birth_date\n"
                + "Ada,Lovelace,C00001,OUI,2023-03-01,+33 6 12 34 56 78,ML,ada@example.org,1965-12-10\n"
                + "Grace,\"=cmd|' /C calc'!A0\",C00002,Non,,,,,\n"
                + "Élise,\"d'Été, la \"\"grande\"\"\nligne\",c00001,yes,,'06,,,\n"
                + "Alan,@Turing,C00003,,,,,,\n")
            .With("registrations.csv", "site_code,candidate_code,channel,registered_at,received_at,cancelled_at",
                // The hour that occurs twice: the first without an offset, the second with; a Z; a space; an evening before.
                "tourcoing,C00001,online,2023-10-29T02:30,2023-10-29T02:30+01:00,",
                "ronchin,C00001,Prescriber,2023-03-01T08:00Z,2023-04-11T09:05,",
                "ronchin,C00002,walk_in,2023-04-11 10:00,2023-04-11T10:00,",
                "ronchin,c00001,STAFF,2023-03-01T08:00,,2023-03-31T23:59:59",
                "tourcoing,C00003,online,2023-10-01T12:00-04:00,2023-10-29T23:59,")
            .With("workshops.csv", "code,audience,name,starts_at,capacity", "W1,Candidates,CV,2023-04-11T18:00,12", "W2,employers,Recruter,2023-04-12T09:00,", "W3,candidates,Oral,2023-10-29T02:15,0")
            .With("workshop_attendances.csv", "participant_code,workshop_code,attended,structure", "C00001,W1,oui,", "C00002,W3,yes,", "Jean Dupont (Acme),W2,YES,\"Acme; Lille\"", "C00001,W2,no,", "C00003,W3,NON,")
            .With("interviews.csv", "code,site_code,siret,table,candidate_code,starts_at,minutes,status,result,second_interview_on",
                $"I1,ronchin,{Acme},1,C00001,2023-04-11T09:30,10,HELD,Conclusive,2023-04-20", $"I2,ronchin,{Acme},3,C00002,2023-04-11T09:30,10,held,,", $"I3,tourcoing,{Globex},1,C00001,2023-10-29T02:40+01:00,7,held,undecided,",
                $"I4,tourcoing,{Acme},1,C00003,2023-10-29T10:00,15,no_show,,", $"I5,ronchin,{Acme},1,c00001,2023-04-11T09:35,10,cancelled,,")
            .With("followups.csv", "candidate_code,answered_at,source,situation,siret,contract_type,started_on",
                $"C00001,2023-11-30T23:59,candidate,HIRED,{Elsewhere},CDI,2023-12-04", $"C00001,2023-12-01T00:00,employer,not_hired,{Elsewhere},,", "C00002,2023-06-01T10:00,candidate,hired,,temp,",
                "C00003,2023-11-02T10:00,Staff,unreachable,,,", "C00003,2023-11-03T10:00,candidate,training,,,")
            .With("press.csv", "outlet,published_on,title,url", "La Voix du Nord,2023-04-12,=1+1 emploi,", "\"Nord, Éclair\",2023-10-30,Un tour,https://example.org/a")
            .With("mobility_visits.csv", "site_code,candidate_code,visited_at,outcome", "ronchin,C00001,2023-04-11T11:00,Diagnosis", "tourcoing,C00003,2023-10-29T02:59,", "tourcoing,C00003,2023-10-29T02:59+01:00,information");
        return archive;
    }

    /// <summary>Header and rows of each exported file, in order of their key.</summary>
    public static IReadOnlyDictionary<string, string[]> Expected { get; } = new Dictionary<string, string[]>
    {
        ["edition.csv"] = ["code|name|time_zone", "2023|Tour ; \"2023\"|Europe/Paris"],
        ["structures.csv"] = ["code|name|kind", "ML|Mission locale,\nLille|"],
        ["sites.csv"] = ["code|name|commune|address|date|opens_at|closes_at|interview_minutes", "ronchin|Ronchin||2, place « du Général »|2023-04-11|09:00||", "tourcoing|Tourcoing|||2023-10-29|||"],
        ["establishments.csv"] = ["siret|company_name|name|commune|charter_signed_on", $"{Poste}|La Poste|||", $"{PosteRonchin}|La Poste||Ronchin|2022-01-31", $"{Globex}|Globex|||", $"{Acme}|Acme||Lille|2019-05-02", $"{AcmeLille}|Acme|||2019-05-02"],
        ["attendances.csv"] = ["site_code|siret|tables|status", $"ronchin|{PosteRonchin}|3|expected", $"ronchin|{Acme}|2|present", $"ronchin|{AcmeLille}|1|present", $"tourcoing|{Poste}|1|absent", $"tourcoing|{Acme}|0|present"],
        ["offers.csv"] = ["code|siret|title|rome_code|contract_type|positions", $"O1|{Globex}|Vendeur, rayon \"bio\"||CDI|2", $"O2|{Acme}|'-5 °C : cariste||temp|"],
        ["candidates.csv"] = ["code|last_name|first_name|birth_date|email|phone|commune|structure_code|consent_followup|consented_on",
            "C00001|Lovelace|Ada|1965-12-10|ada@example.org|+33 6 12 34 56 78||ML|yes|2023-03-01", "C00002|'=cmd|' /C calc'!A0|Grace||||||no|", "C00003|'@Turing|Alan|||||||", "c00001|d'Été, la \"grande\"\nligne|Élise|||'06|||yes|"],
        ["registrations.csv"] = ["candidate_code|site_code|registered_at|channel|cancelled_at|received_at",
            "C00001|ronchin|2023-03-01T09:00|prescriber||2023-04-11T09:05", "C00001|tourcoing|2023-10-29T02:30+02:00|online||2023-10-29T02:30+01:00", "C00002|ronchin|2023-04-11T10:00|walk_in||2023-04-11T10:00",
            "C00003|tourcoing|2023-10-01T18:00|online||2023-10-29T23:59", "c00001|ronchin|2023-03-01T08:00|staff|2023-03-31T23:59:59|"],
        ["workshops.csv"] = ["code|name|audience|starts_at|place|capacity", "W1|CV|candidates|2023-04-11T18:00||12", "W2|Recruter|employers|2023-04-12T09:00||", "W3|Oral|candidates|2023-10-29T02:15+02:00||0"],
        ["workshop_attendances.csv"] = ["workshop_code|participant_code|structure|attended", "W1|C00001||yes", "W2|C00001||no", "W2|Jean Dupont (Acme)|Acme; Lille|yes", "W3|C00002||yes", "W3|C00003||no"],
        ["interviews.csv"] = ["code|site_code|siret|table|candidate_code|starts_at|minutes|status|result|second_interview_on",
            $"I1|ronchin|{Acme}|1|C00001|2023-04-11T09:30|10|held|conclusive|2023-04-20", $"I2|ronchin|{Acme}|3|C00002|2023-04-11T09:30|10|held||", $"I3|tourcoing|{Globex}|1|C00001|2023-10-29T02:40+01:00|7|held|undecided|",
            $"I4|tourcoing|{Acme}|1|C00003|2023-10-29T10:00|15|no_show||", $"I5|ronchin|{Acme}|1|c00001|2023-04-11T09:35|10|cancelled||"],
        ["followups.csv"] = ["candidate_code|answered_at|source|siret|situation|contract_type|started_on|ended_on",
            $"C00001|2023-11-30T23:59|candidate|{Elsewhere}|hired|CDI|2023-12-04|", $"C00001|2023-12-01T00:00|employer|{Elsewhere}|not_hired|||", "C00002|2023-06-01T10:00|candidate||hired|temp||",
            "C00003|2023-11-02T10:00|staff||unreachable|||", "C00003|2023-11-03T10:00|candidate||training|||"],
        ["press.csv"] = ["published_on|outlet|title|url", "2023-04-12|La Voix du Nord|'=1+1 emploi|", "2023-10-30|Nord, Éclair|Un tour|https://example.org/a"],
        ["mobility_visits.csv"] = ["site_code|candidate_code|visited_at|outcome", "ronchin|C00001|2023-04-11T11:00|diagnosis", "tourcoing|C00003|2023-10-29T02:59+02:00|", "tourcoing|C00003|2023-10-29T02:59+01:00|information"],
    };
}
