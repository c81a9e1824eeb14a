using JobDating.Platform;
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
using JobDating.Registration.Presence;
using JobDating.Registration.Press;
using JobDating.Registration.Prints;
using JobDating.Registration.Privacy;
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
        coordinator.Get("/registration/import", ShowImports.RunAsync);
        coordinator.Post("/registration/import", UploadArchive.FormAsync).WithMetadata(new RequestSizeLimitAttribute(ServiceHost.LargestUpload));
        coordinator.Get("/registration/imports/{id:guid}", ShowImport.PageAsync);
        coordinator.Get("/registration/imports/{id:guid}/findings.csv", ShowImport.FindingsCsvAsync);
        coordinator.Get("/registration/api/imports/{id:guid}", ShowImport.ApiAsync);
        coordinator.Post("/registration/api/editions/import", UploadArchive.ApiAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(ServiceHost.LargestUpload));

        // Editions and sites
        coordinator.Get("/registration/editions/new", EditEdition.AskNew);
        coordinator.Post("/registration/editions", EditEdition.CreateAsync);
        coordinator.Get("/registration/editions/{code}/edit", EditEdition.AskAsync);
        coordinator.Post("/registration/editions/{code}/edit", EditEdition.RunAsync);
        coordinator.Get("/registration/editions/{code}/sites/new", EditSite.AskNewAsync);
        coordinator.Post("/registration/editions/{code}/sites", EditSite.AddAsync);
        coordinator.Get("/registration/editions/{code}/sites/{site}", ShowSite.RunAsync);
        coordinator.Get("/registration/editions/{code}/sites/{site}/edit", EditSite.AskAsync);
        coordinator.Post("/registration/editions/{code}/sites/{site}/edit", EditSite.RunAsync);
        coordinator.Get("/registration/editions/{code}/sites/{site}/clone", CloneSite.AskAsync);
        coordinator.Post("/registration/editions/{code}/sites/{site}/clone", CloneSite.RunAsync);
        coordinator.Get("/registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}", MoveSite.AskAsync);
        coordinator.Post("/registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}", MoveSite.RunAsync);
        coordinator.Get("/registration/editions/{code}/sites/{site}/to-phone", ShowToPhone.RunAsync).ShowsPeople();
        coordinator.Post("/registration/editions/{code}/sites/{site}/to-phone", ShowToPhone.NoteAsync);

        // Candidates, and the same person entered twice
        coordinator.Get("/registration/editions/{code}/candidates", ShowCandidates.RunAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/candidates.csv", ShowCandidates.CsvAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/candidates/new", AddCandidate.AskAsync);
        coordinator.Post("/registration/editions/{code}/candidates/new", AddCandidate.RunAsync);
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}", ShowCandidate.RunAsync).ShowsPerson();
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}/change", ChangeCandidate.AskAsync).ShowsPerson();
        coordinator.Post("/registration/editions/{code}/candidates/{id:guid}/change", ChangeCandidate.RunAsync);
        coordinator.Post("/registration/editions/{code}/candidates/{id:guid}/registrations", RegisterElsewhere.RunAsync);
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel", CancelRegistration.AskAsync);
        coordinator.Post("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel", CancelRegistration.RunAsync);
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/hours", CandidatePresence.CoordinatedAsync).ShowsPerson();
        coordinator.Post("/registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/hours", CandidatePresence.ChangeCoordinatedAsync);
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}/access", AskAccess.OtherAsync).ShowsPerson();
        coordinator.Post("/registration/editions/{code}/candidates/{id:guid}/access", AskAccess.AskOtherAsync);
        coordinator.Get("/registration/editions/{code}/candidates/{id:guid}/access/{request:guid}.zip", AskAccess.FetchOtherAsync);
        coordinator.Get("/registration/editions/{code}/duplicates", ShowDuplicates.RunAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/duplicates/compare", CompareCandidates.RunAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/duplicates/merge", ConfirmMerge.AskAsync);
        coordinator.Post("/registration/editions/{code}/duplicates/merge", ConfirmMerge.RunAsync);
        coordinator.Post("/registration/editions/{code}/duplicates/apart", TellApart.ApartAsync);
        coordinator.Post("/registration/editions/{code}/duplicates/together", TellApart.TogetherAsync);

        // Employers, structures, their contacts and invitations, lists as they come
        coordinator.Get("/registration/editions/{code}/employers", ShowEmployers.RunAsync);
        coordinator.Get("/registration/editions/{code}/employers.csv", ShowEmployers.CsvAsync);
        coordinator.Get("/registration/editions/{code}/employers/new", ChangeEstablishment.NewAsync);
        coordinator.Post("/registration/editions/{code}/employers/new", ChangeEstablishment.CreateAsync);
        coordinator.Get("/registration/editions/{code}/employers/{siret}", ShowEstablishment.RunAsync);
        coordinator.Get("/registration/editions/{code}/employers/{siret}/change", ChangeEstablishment.ShowAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/change", ChangeEstablishment.ChangeAsync);
        coordinator.Get("/registration/editions/{code}/employers/{siret}/attendances", ChangeAttendances.ShowAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/attendances", ChangeAttendances.ChangeAsync);
        coordinator.Get("/registration/editions/{code}/employers/{siret}/offers/new", ChangeOffer.NewAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/offers/new", ChangeOffer.CreateAsync);
        coordinator.Get("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/change", ChangeOffer.ShowAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/change", ChangeOffer.ChangeAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/withdraw", ChangeOffer.WithdrawAsync);
        coordinator.Post("/registration/editions/{code}/employers/{siret}/offers/{id:guid}/offer-again", ChangeOffer.OfferAgainAsync);
        coordinator.Get("/registration/charter", ShowCharter.RunAsync);
        coordinator.Get("/registration/charter.csv", ShowCharter.CsvAsync);
        coordinator.Get("/registration/editions/{code}/structures", ShowStructures.RunAsync);
        coordinator.Get("/registration/editions/{code}/structures.csv", ShowStructures.CsvAsync);
        coordinator.Get("/registration/editions/{code}/structures/new", ChangeStructure.NewAsync);
        coordinator.Post("/registration/editions/{code}/structures/new", ChangeStructure.CreateAsync);
        coordinator.Get("/registration/editions/{code}/structures/{structure:guid}", ShowStructures.OneAsync);
        coordinator.Get("/registration/editions/{code}/structures/{structure:guid}/change", ChangeStructure.ShowAsync);
        coordinator.Post("/registration/editions/{code}/structures/{structure:guid}/change", ChangeStructure.ChangeAsync);
        foreach (var partner in (string[])["employers/{siret}", "structures/{structure:guid}"])
        {
            var contacts = coordinator.MapGroup($"/registration/editions/{{code}}/{partner}/contacts");
            contacts.Get("/new", Contacts.ChangeContact.NewAsync);
            contacts.Post("/new", Contacts.ChangeContact.CreateAsync);
            contacts.Get("/{id:guid}/change", Contacts.ChangeContact.ShowAsync);
            contacts.Post("/{id:guid}/change", Contacts.ChangeContact.ChangeAsync);
            contacts.Get("/{id:guid}/remove", Contacts.ChangeContact.AskRemoveAsync);
            contacts.Post("/{id:guid}/remove", Contacts.ChangeContact.RemoveAsync);
            contacts.Get("/{id:guid}/revoke", RevokeInvitation.AskAsync);
            contacts.Post("/{id:guid}/revoke", RevokeInvitation.RunAsync);
        }
        coordinator.Get("/registration/editions/{code}/invitations/employers", InviteContacts.EmployersAsync);
        coordinator.Get("/registration/editions/{code}/invitations/employers/confirm", InviteContacts.AskEmployersAsync);
        coordinator.Post("/registration/editions/{code}/invitations/employers/send", InviteContacts.SendToEmployersAsync);
        coordinator.Get("/registration/editions/{code}/invitations/prescribers", InviteContacts.PrescribersAsync);
        coordinator.Get("/registration/editions/{code}/invitations/prescribers/confirm", InviteContacts.AskPrescribersAsync);
        coordinator.Post("/registration/editions/{code}/invitations/prescribers/send", InviteContacts.SendToPrescribersAsync);
        coordinator.Get("/registration/editions/{code}/import-list", UploadList.AskAsync);
        coordinator.Post("/registration/editions/{code}/import-list", UploadList.RunAsync).WithMetadata(new RequestSizeLimitAttribute(ListFile.MaxBytes + 1024 * 1024));
        coordinator.Get("/registration/editions/{code}/list-imports/{id:guid}", ShowListImport.RunAsync);
        coordinator.Get("/registration/editions/{code}/list-imports/{id:guid}/findings.csv", ShowListImport.FindingsCsvAsync);
        coordinator.Post("/registration/editions/{code}/list-imports/{id:guid}/match", MatchColumns.RunAsync);
        coordinator.Post("/registration/editions/{code}/list-imports/{id:guid}/match-again", MatchColumns.AgainAsync);
        coordinator.Post("/registration/editions/{code}/list-imports/{id:guid}/run", MatchColumns.ImportAsync);

        // Workshops, prints, press, mobility
        coordinator.Get("/registration/editions/{code}/workshops", ShowWorkshops.RunAsync);
        coordinator.Get("/registration/editions/{code}/workshops.csv", ShowWorkshops.CsvAsync);
        coordinator.Get("/registration/editions/{code}/workshops/new", EditWorkshop.NewAsync);
        coordinator.Post("/registration/editions/{code}/workshops/new", EditWorkshop.CreateAsync);
        coordinator.Get("/registration/workshops/{id:guid}", ShowWorkshop.RunAsync).ShowsPeople();
        coordinator.Get("/registration/workshops/{id:guid}/participants.csv", ShowWorkshop.CsvAsync).ShowsPeople();
        coordinator.Post("/registration/workshops/{id:guid}/participants", AddParticipants.RunAsync);
        coordinator.Post("/registration/workshops/{id:guid}/attendance", NoteAttendance.RunAsync);
        coordinator.Get("/registration/workshops/{id:guid}/edit", EditWorkshop.ChangePageAsync);
        coordinator.Post("/registration/workshops/{id:guid}/edit", EditWorkshop.ChangeAsync);
        coordinator.Get("/registration/workshops/{id:guid}/clone", CloneWorkshop.PageAsync);
        coordinator.Post("/registration/workshops/{id:guid}/clone", CloneWorkshop.RunAsync);
        coordinator.Get("/registration/workshops/{id:guid}/cancellation", CancelWorkshop.AskAsync);
        coordinator.Post("/registration/workshops/{id:guid}/cancellation", CancelWorkshop.RunAsync);
        coordinator.Post("/registration/workshops/{id:guid}/reinstatement", CancelWorkshop.UndoAsync);
        coordinator.Get("/registration/workshops/{id:guid}/attendance-sheet", ShowWorkshopSheet.RunAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/prints", ShowPrints.RunAsync);
        coordinator.Get("/registration/sites/{id:guid}/badges", ShowBadges.RunAsync).ShowsPeople();
        coordinator.Get("/registration/sites/{id:guid}/attendance-sheet", ShowSiteLists.SignaturesAsync).ShowsPeople();
        coordinator.Get("/registration/sites/{id:guid}/participants", ShowSiteLists.PhonesAsync).ShowsPeople();
        coordinator.Get("/registration/editions/{code}/press", ShowPressArticles.RunAsync);
        coordinator.Get("/registration/editions/{code}/press.csv", ShowPressArticles.CsvAsync);
        coordinator.Get("/registration/editions/{code}/press/new", EditPressArticle.NewAsync);
        coordinator.Post("/registration/editions/{code}/press/new", EditPressArticle.CreateAsync);
        coordinator.Get("/registration/press/{id:guid}", EditPressArticle.ChangePageAsync);
        coordinator.Post("/registration/press/{id:guid}", EditPressArticle.ChangeAsync);
        coordinator.Get("/registration/press/{id:guid}/removal", RemovePressArticle.AskAsync);
        coordinator.Post("/registration/press/{id:guid}/removal", RemovePressArticle.RunAsync);
        coordinator.Get("/registration/sites/{id:guid}/mobility-visits", ShowMobilityVisits.RunAsync).ShowsPeople();
        coordinator.Get("/registration/sites/{id:guid}/mobility-visits.csv", ShowMobilityVisits.CsvAsync).ShowsPeople();
        coordinator.Post("/registration/sites/{id:guid}/mobility-visits", NoteMobilityVisit.RunAsync);
        coordinator.Get("/registration/mobility-visits/{id:guid}", EditMobilityVisit.PageAsync);
        coordinator.Post("/registration/mobility-visits/{id:guid}", EditMobilityVisit.RunAsync);
        coordinator.Get("/registration/mobility-visits/{id:guid}/removal", RemoveMobilityVisit.AskAsync);
        coordinator.Post("/registration/mobility-visits/{id:guid}/removal", RemoveMobilityVisit.RunAsync);
        var stand = routes.MapGroup("").RequireAuthorization(May.Receive);
        stand.Get("/registration/mobility/stand/{edition}/{site}", ShowStand.RunAsync);
        stand.Post("/registration/mobility/stand/{edition}/{site}", NoteAtStand.RunAsync);
        stand.Post("/registration/mobility/stand/{edition}/{site}/undo", NoteAtStand.UndoAsync);

        // Newsletters
        var letters = routes.MapGroup("").RequireAuthorization(May.Coordinate).AddEndpointFilter(WholeTour.OnlyAsync);
        letters.Get("/registration/newsletters", ShowNewsletters.RunAsync);
        letters.Get("/registration/newsletters.csv", ShowNewsletters.CsvAsync);
        letters.Get("/registration/newsletters/new", WriteNewsletter.Ask);
        letters.Post("/registration/newsletters", WriteNewsletter.CreateAsync);
        letters.Get("/registration/newsletters/{id:guid}", ShowNewsletter.RunAsync);
        letters.Get("/registration/newsletters/{id:guid}/change", WriteNewsletter.AskChangeAsync);
        letters.Post("/registration/newsletters/{id:guid}", WriteNewsletter.ChangeAsync);
        letters.Get("/registration/newsletters/{id:guid}/delete", WriteNewsletter.AskDeleteAsync);
        letters.Post("/registration/newsletters/{id:guid}/delete", WriteNewsletter.DeleteAsync);
        letters.Get("/registration/newsletters/{id:guid}/send", SendNewsletter.AskAsync);
        letters.Post("/registration/newsletters/{id:guid}/send", SendNewsletter.RunAsync);
        letters.Get("/registration/newsletters/contacts", Newsletters.ShowContacts.RunAsync);
        letters.Get("/registration/newsletters/contacts.csv", Newsletters.ShowContacts.CsvAsync);
        letters.Get("/registration/newsletters/contacts/new", Newsletters.AddContact.Ask);
        letters.Post("/registration/newsletters/contacts", Newsletters.AddContact.RunAsync);
        letters.Get("/registration/newsletters/contacts/paste", Newsletters.PasteContacts.Ask);
        letters.Post("/registration/newsletters/contacts/paste", Newsletters.PasteContacts.RunAsync);
        letters.Get("/registration/newsletters/contacts/{id:guid}", Newsletters.ChangeContact.AskAsync);
        letters.Post("/registration/newsletters/contacts/{id:guid}", Newsletters.ChangeContact.RunAsync);
        letters.Get("/registration/newsletters/contacts/{id:guid}/delete", Newsletters.ChangeContact.AskDeleteAsync);
        letters.Post("/registration/newsletters/contacts/{id:guid}/delete", Newsletters.ChangeContact.DeleteAsync);
    }
}
