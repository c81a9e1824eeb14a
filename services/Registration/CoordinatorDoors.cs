using JobDating.Platform.SignIn;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Contacts;
using JobDating.Registration.Duplicates;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using JobDating.Registration.Imports;
using JobDating.Registration.ListImports;
using JobDating.Registration.Mobility;
using JobDating.Registration.Newsletters;
using JobDating.Registration.Press;
using JobDating.Registration.Prints;
using JobDating.Registration.Sites;
using JobDating.Registration.Structures;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration;

/// <summary>The coordinator's doors. Which sites a coordinator of some may touch is each slice's question.</summary>
internal static class CoordinatorDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var coordinator = routes.MapGroup("").RequireAuthorization(May.Coordinate);

        // Whole editions, as archives
        coordinator.MapGet("/registration/import", ShowImports.RunAsync);
        coordinator.MapPost("/registration/import", UploadArchive.FormAsync);
        coordinator.MapGet("/registration/imports/{id:guid}", ShowImport.PageAsync);
        coordinator.MapGet("/registration/imports/{id:guid}/findings.csv", ShowImport.FindingsCsvAsync);
        coordinator.MapGet("/registration/api/imports/{id:guid}", ShowImport.ApiAsync);
        coordinator.MapPost("/registration/api/editions/import", UploadArchive.ApiAsync).DisableAntiforgery();

        // Editions and sites
        coordinator.MapGet("/registration/editions/new", EditEdition.AskNew);
        coordinator.MapPost("/registration/editions", EditEdition.CreateAsync);
        coordinator.MapGet("/registration/editions/{code}/edit", EditEdition.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/edit", EditEdition.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/new", EditSite.AskNewAsync);
        coordinator.MapPost("/registration/editions/{code}/sites", EditSite.AddAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/{site}", ShowSite.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/{site}/edit", EditSite.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/sites/{site}/edit", EditSite.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/{site}/clone", CloneSite.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/sites/{site}/clone", CloneSite.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}", MoveSite.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}", MoveSite.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/sites/{site}/to-phone", ShowToPhone.RunAsync);
        coordinator.MapPost("/registration/editions/{code}/sites/{site}/to-phone", ShowToPhone.NoteAsync);

        // Candidates, and the same person entered twice
        coordinator.MapGet("/registration/editions/{code}/candidates", ShowCandidates.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/candidates.csv", ShowCandidates.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/candidates/new", AddCandidate.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/candidates/new", AddCandidate.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/candidates/{id:guid}", ShowCandidate.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/candidates/{id:guid}/change", ChangeCandidate.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/candidates/{id:guid}/change", ChangeCandidate.RunAsync);
        coordinator.MapPost("/registration/editions/{code}/candidates/{id:guid}/registrations", RegisterElsewhere.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel", CancelRegistration.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel", CancelRegistration.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/duplicates", ShowDuplicates.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/duplicates/compare", CompareCandidates.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/duplicates/merge", ConfirmMerge.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/duplicates/merge", ConfirmMerge.RunAsync);
        coordinator.MapPost("/registration/editions/{code}/duplicates/apart", TellApart.ApartAsync);
        coordinator.MapPost("/registration/editions/{code}/duplicates/together", TellApart.TogetherAsync);

        // Employers, structures, their contacts and invitations, lists as they come
        coordinator.MapGet("/registration/editions/{code}/employers", ShowEmployers.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/employers.csv", ShowEmployers.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/new", ChangeEstablishment.NewAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/new", ChangeEstablishment.CreateAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/{siret}", ShowEstablishment.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/{siret}/change", ChangeEstablishment.ShowAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/change", ChangeEstablishment.ChangeAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/{siret}/attendances", ChangeAttendances.ShowAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/attendances", ChangeAttendances.ChangeAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/{siret}/offers/new", ChangeOffer.NewAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/offers/new", ChangeOffer.CreateAsync);
        coordinator.MapGet("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/change", ChangeOffer.ShowAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/change", ChangeOffer.ChangeAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/withdraw", ChangeOffer.WithdrawAsync);
        coordinator.MapPost("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/offer-again", ChangeOffer.OfferAgainAsync);
        coordinator.MapGet("/registration/charter", ShowCharter.RunAsync);
        coordinator.MapGet("/registration/charter.csv", ShowCharter.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/structures", ShowStructures.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/structures.csv", ShowStructures.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/structures/new", ChangeStructure.NewAsync);
        coordinator.MapPost("/registration/editions/{code}/structures/new", ChangeStructure.CreateAsync);
        coordinator.MapGet("/registration/editions/{code}/structures/{structure:guid}", ShowStructures.OneAsync);
        coordinator.MapGet("/registration/editions/{code}/structures/{structure:guid}/change", ChangeStructure.ShowAsync);
        coordinator.MapPost("/registration/editions/{code}/structures/{structure:guid}/change", ChangeStructure.ChangeAsync);
        foreach (var partner in (string[])["employers/{siret}", "structures/{structure:guid}"])
        {
            var contacts = coordinator.MapGroup($"/registration/editions/{{code}}/{partner}/contacts");
            contacts.MapGet("/new", Contacts.ChangeContact.NewAsync);
            contacts.MapPost("/new", Contacts.ChangeContact.CreateAsync);
            contacts.MapGet("/{id:guid}/change", Contacts.ChangeContact.ShowAsync);
            contacts.MapPost("/{id:guid}/change", Contacts.ChangeContact.ChangeAsync);
            contacts.MapGet("/{id:guid}/remove", Contacts.ChangeContact.AskRemoveAsync);
            contacts.MapPost("/{id:guid}/remove", Contacts.ChangeContact.RemoveAsync);
            contacts.MapGet("/{id:guid}/revoke", RevokeInvitation.AskAsync);
            contacts.MapPost("/{id:guid}/revoke", RevokeInvitation.RunAsync);
        }
        coordinator.MapGet("/registration/editions/{code}/invitations/employers", InviteContacts.EmployersAsync);
        coordinator.MapGet("/registration/editions/{code}/invitations/employers/confirm", InviteContacts.AskEmployersAsync);
        coordinator.MapPost("/registration/editions/{code}/invitations/employers/send", InviteContacts.SendToEmployersAsync);
        coordinator.MapGet("/registration/editions/{code}/invitations/prescribers", InviteContacts.PrescribersAsync);
        coordinator.MapGet("/registration/editions/{code}/invitations/prescribers/confirm", InviteContacts.AskPrescribersAsync);
        coordinator.MapPost("/registration/editions/{code}/invitations/prescribers/send", InviteContacts.SendToPrescribersAsync);
        coordinator.MapGet("/registration/editions/{code}/import-list", UploadList.AskAsync);
        coordinator.MapPost("/registration/editions/{code}/import-list", UploadList.RunAsync).WithMetadata(new RequestSizeLimitAttribute(ListFile.MaxBytes + 1024 * 1024));
        coordinator.MapGet("/registration/editions/{code}/list-imports/{id:guid}", ShowListImport.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/list-imports/{id:guid}/findings.csv", ShowListImport.FindingsCsvAsync);
        coordinator.MapPost("/registration/editions/{code}/list-imports/{id:guid}/match", MatchColumns.RunAsync);
        coordinator.MapPost("/registration/editions/{code}/list-imports/{id:guid}/match-again", MatchColumns.AgainAsync);
        coordinator.MapPost("/registration/editions/{code}/list-imports/{id:guid}/run", MatchColumns.ImportAsync);

        // Workshops, prints, press, mobility
        coordinator.MapGet("/registration/editions/{code}/workshops", ShowWorkshops.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/workshops.csv", ShowWorkshops.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/workshops/new", EditWorkshop.NewAsync);
        coordinator.MapPost("/registration/editions/{code}/workshops/new", EditWorkshop.CreateAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}", ShowWorkshop.RunAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}/participants.csv", ShowWorkshop.CsvAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/participants", AddParticipants.RunAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/attendance", NoteAttendance.RunAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}/edit", EditWorkshop.ChangePageAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/edit", EditWorkshop.ChangeAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}/clone", CloneWorkshop.PageAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/clone", CloneWorkshop.RunAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}/cancellation", CancelWorkshop.AskAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/cancellation", CancelWorkshop.RunAsync);
        coordinator.MapPost("/registration/workshops/{id:guid}/reinstatement", CancelWorkshop.UndoAsync);
        coordinator.MapGet("/registration/workshops/{id:guid}/attendance-sheet", ShowWorkshopSheet.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/prints", ShowPrints.RunAsync);
        coordinator.MapGet("/registration/sites/{id:guid}/badges", ShowBadges.RunAsync);
        coordinator.MapGet("/registration/sites/{id:guid}/attendance-sheet", ShowSiteLists.SignaturesAsync);
        coordinator.MapGet("/registration/sites/{id:guid}/participants", ShowSiteLists.PhonesAsync);
        coordinator.MapGet("/registration/editions/{code}/press", ShowPressArticles.RunAsync);
        coordinator.MapGet("/registration/editions/{code}/press.csv", ShowPressArticles.CsvAsync);
        coordinator.MapGet("/registration/editions/{code}/press/new", EditPressArticle.NewAsync);
        coordinator.MapPost("/registration/editions/{code}/press/new", EditPressArticle.CreateAsync);
        coordinator.MapGet("/registration/press/{id:guid}", EditPressArticle.ChangePageAsync);
        coordinator.MapPost("/registration/press/{id:guid}", EditPressArticle.ChangeAsync);
        coordinator.MapGet("/registration/press/{id:guid}/removal", RemovePressArticle.AskAsync);
        coordinator.MapPost("/registration/press/{id:guid}/removal", RemovePressArticle.RunAsync);
        coordinator.MapGet("/registration/sites/{id:guid}/mobility-visits", ShowMobilityVisits.RunAsync);
        coordinator.MapGet("/registration/sites/{id:guid}/mobility-visits.csv", ShowMobilityVisits.CsvAsync);
        coordinator.MapPost("/registration/sites/{id:guid}/mobility-visits", NoteMobilityVisit.RunAsync);
        coordinator.MapGet("/registration/mobility-visits/{id:guid}", EditMobilityVisit.PageAsync);
        coordinator.MapPost("/registration/mobility-visits/{id:guid}", EditMobilityVisit.RunAsync);
        coordinator.MapGet("/registration/mobility-visits/{id:guid}/removal", RemoveMobilityVisit.AskAsync);
        coordinator.MapPost("/registration/mobility-visits/{id:guid}/removal", RemoveMobilityVisit.RunAsync);

        // Newsletters
        var letters = routes.MapGroup("").RequireAuthorization(May.Coordinate).AddEndpointFilter(WholeTour.OnlyAsync);
        letters.MapGet("/registration/newsletters", ShowNewsletters.RunAsync);
        letters.MapGet("/registration/newsletters.csv", ShowNewsletters.CsvAsync);
        letters.MapGet("/registration/newsletters/new", WriteNewsletter.Ask);
        letters.MapPost("/registration/newsletters", WriteNewsletter.CreateAsync);
        letters.MapGet("/registration/newsletters/{id:guid}", ShowNewsletter.RunAsync);
        letters.MapGet("/registration/newsletters/{id:guid}/change", WriteNewsletter.AskChangeAsync);
        letters.MapPost("/registration/newsletters/{id:guid}", WriteNewsletter.ChangeAsync);
        letters.MapGet("/registration/newsletters/{id:guid}/delete", WriteNewsletter.AskDeleteAsync);
        letters.MapPost("/registration/newsletters/{id:guid}/delete", WriteNewsletter.DeleteAsync);
        letters.MapGet("/registration/newsletters/{id:guid}/send", SendNewsletter.AskAsync);
        letters.MapPost("/registration/newsletters/{id:guid}/send", SendNewsletter.RunAsync);
        letters.MapGet("/registration/newsletters/contacts", Newsletters.ShowContacts.RunAsync);
        letters.MapGet("/registration/newsletters/contacts.csv", Newsletters.ShowContacts.CsvAsync);
        letters.MapGet("/registration/newsletters/contacts/new", Newsletters.AddContact.Ask);
        letters.MapPost("/registration/newsletters/contacts", Newsletters.AddContact.RunAsync);
        letters.MapGet("/registration/newsletters/contacts/paste", Newsletters.PasteContacts.Ask);
        letters.MapPost("/registration/newsletters/contacts/paste", Newsletters.PasteContacts.RunAsync);
        letters.MapGet("/registration/newsletters/contacts/{id:guid}", Newsletters.ChangeContact.AskAsync);
        letters.MapPost("/registration/newsletters/contacts/{id:guid}", Newsletters.ChangeContact.RunAsync);
        letters.MapGet("/registration/newsletters/contacts/{id:guid}/delete", Newsletters.ChangeContact.AskDeleteAsync);
        letters.MapPost("/registration/newsletters/contacts/{id:guid}/delete", Newsletters.ChangeContact.DeleteAsync);
    }
}
