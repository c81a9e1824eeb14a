using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// Every route of every service, and who may: asked over HTTP as each role and as nobody. A route that the table does not name fails the test, and
/// so does a line without a route. To add a door, add its line: who (anyone, or a policy of <see cref="May"/>), method, route.
/// </summary>
public sealed partial class DoorsTests
{
    private const string Anyone = "anyone";
    private const string Nobody = "nobody";

    private const string Table = """
        anyone         GET   /
        administer     GET   /health/dependencies
        anyone         GET   /health/live
        anyone         GET   /health/ready
        anyone         GET   /in/{token}
        anyone         POST  /in/{token}
        anyone         POST  /out
        read-figures   GET   /outcomes/api/editions/{code}/bilan
        coordinate     GET   /outcomes/api/editions/{code}/followups.csv
        read-figures   GET   /outcomes/api/figures
        administer     GET   /outcomes/api/messages-in-error
        administer     POST  /outcomes/api/messages-in-error/retry
        administer     GET   /outcomes/audit
        administer     GET   /outcomes/audit.csv
        follow-up      GET   /outcomes/editions/{code}/answers/new
        follow-up      POST  /outcomes/editions/{code}/answers/new
        read-figures   GET   /outcomes/editions/{code}/bilan
        read-figures   GET   /outcomes/editions/{code}/bilan.csv
        read-figures   GET   /outcomes/editions/{code}/bilan/one-page
        read-figures   GET   /outcomes/editions/{code}/bilans
        follow-up      GET   /outcomes/editions/{code}/bilans/new
        follow-up      POST  /outcomes/editions/{code}/bilans/new
        read-figures   GET   /outcomes/editions/{code}/bilans/{id:guid}
        read-figures   GET   /outcomes/editions/{code}/bilans/{id:guid}.csv
        read-figures   GET   /outcomes/editions/{code}/bilans/{id:guid}/one-page
        follow-up      GET   /outcomes/editions/{code}/calls
        follow-up      GET   /outcomes/editions/{code}/calls/next
        follow-up      GET   /outcomes/editions/{code}/calls/{candidate:guid}
        follow-up      POST  /outcomes/editions/{code}/calls/{candidate:guid}
        follow-up      POST  /outcomes/editions/{code}/calls/{candidate:guid}/undo
        follow-up      GET   /outcomes/editions/{code}/calls/{view}
        follow-up      GET   /outcomes/editions/{code}/calls/{view}.csv
        read-figures   GET   /outcomes/editions/{code}/conversion
        read-figures   GET   /outcomes/editions/{code}/conversion.csv
        read-figures   GET   /outcomes/editions/{code}/conversion.xlsx
        read-figures   GET   /outcomes/editions/{code}/conversion/{by}
        read-figures   GET   /outcomes/editions/{code}/conversion/{by}.csv
        follow-up      GET   /outcomes/editions/{code}/people/{figure}
        follow-up      GET   /outcomes/editions/{code}/people/{figure}.csv
        follow-up      GET   /outcomes/editions/{code}/to-settle
        follow-up      GET   /outcomes/editions/{code}/to-settle/{candidate:guid}/{siret}
        follow-up      POST  /outcomes/editions/{code}/to-settle/{candidate:guid}/{siret}
        follow-up      GET   /outcomes/editions/{code}/to-settle/{view}
        follow-up      GET   /outcomes/editions/{code}/to-settle/{view}.csv
        follow-up      GET   /outcomes/editions/{code}/waves
        follow-up      GET   /outcomes/editions/{code}/waves.csv
        follow-up      GET   /outcomes/editions/{code}/waves/new
        follow-up      POST  /outcomes/editions/{code}/waves/new
        follow-up      GET   /outcomes/editions/{code}/waves/{id:guid}
        follow-up      GET   /outcomes/editions/{code}/waves/{id:guid}/closing
        follow-up      POST  /outcomes/editions/{code}/waves/{id:guid}/closing
        follow-up      POST  /outcomes/editions/{code}/waves/{id:guid}/date
        follow-up      POST  /outcomes/editions/{code}/waves/{id:guid}/pause
        follow-up      GET   /outcomes/editions/{code}/waves/{id:guid}/preview
        follow-up      POST  /outcomes/editions/{code}/waves/{id:guid}/resume
        employ         GET   /outcomes/employer/follow-up
        employ         POST  /outcomes/employer/follow-up
        anyone         GET   /outcomes/follow-up/stop/{token}
        anyone         POST  /outcomes/follow-up/stop/{token}
        administer     GET   /outcomes/jobs/{**path}
        administer     GET   /outcomes/mails
        administer     GET   /outcomes/mails/{id:guid}
        administer     GET   /outcomes/messages-in-error
        administer     GET   /outcomes/messages-in-error/discard
        administer     POST  /outcomes/messages-in-error/discard
        administer     POST  /outcomes/messages-in-error/retry
        attend         GET   /outcomes/my/follow-up
        attend         POST  /outcomes/my/follow-up
        attend         POST  /outcomes/my/follow-up/asks
        attend         POST  /outcomes/my/follow-up/details
        read-figures   GET   /outcomes/observatory
        read-figures   GET   /outcomes/observatory.csv
        follow-up      GET   /outcomes/observatory/import
        follow-up      POST  /outcomes/observatory/import
        follow-up      GET   /outcomes/observatory/new
        follow-up      POST  /outcomes/observatory/new
        follow-up      POST  /outcomes/observatory/territory
        follow-up      GET   /outcomes/observatory/{id:guid}
        follow-up      POST  /outcomes/observatory/{id:guid}
        follow-up      GET   /outcomes/observatory/{id:guid}/removal
        follow-up      POST  /outcomes/observatory/{id:guid}/removal
        administer     GET   /outcomes/operations
        administer     GET   /outcomes/recount
        administer     POST  /outcomes/recount
        have-account   GET   /registration/account
        have-account   POST  /registration/account
        have-account   POST  /registration/account/password
        have-account   GET   /registration/account/second-factor
        have-account   POST  /registration/account/second-factor
        have-account   POST  /registration/account/second-factor/begin
        have-account   POST  /registration/account/second-factor/codes
        have-account   POST  /registration/account/second-factor/off
        have-account   GET   /registration/account/tokens
        have-account   POST  /registration/account/tokens
        have-account   GET   /registration/account/tokens/{id:guid}
        have-account   POST  /registration/account/tokens/{id:guid}
        administer     GET   /registration/accounts
        administer     POST  /registration/accounts
        administer     GET   /registration/accounts.csv
        administer     GET   /registration/accounts/new
        administer     GET   /registration/accounts/{id:guid}
        administer     POST  /registration/accounts/{id:guid}
        administer     GET   /registration/accounts/{id:guid}/closing
        administer     POST  /registration/accounts/{id:guid}/closing
        administer     POST  /registration/accounts/{id:guid}/opening
        administer     POST  /registration/accounts/{id:guid}/password-link
        administer     GET   /registration/accounts/{id:guid}/second-factor
        administer     POST  /registration/accounts/{id:guid}/second-factor
        administer     GET   /registration/administration
        coordinate     POST  /registration/api/editions/import
        coordinate     GET   /registration/api/imports/{id:guid}
        administer     GET   /registration/api/messages-in-error
        administer     POST  /registration/api/messages-in-error/retry
        administer     GET   /registration/audit
        administer     GET   /registration/audit.csv
        coordinate     GET   /registration/charter
        coordinate     GET   /registration/charter.csv
        anyone         GET   /registration/demo
        anyone         POST  /registration/demo
        anyone         GET   /registration/demo/time
        anyone         POST  /registration/demo/time
        receive        GET   /registration/desk
        anyone         GET   /registration/desk/app.js
        anyone         GET   /registration/desk/camera.js
        anyone         GET   /registration/desk/icon.svg
        anyone         GET   /registration/desk/qr.js
        anyone         GET   /registration/desk/worker.js
        receive        GET   /registration/desk/{code}/{site}
        anyone         GET   /registration/desk/{code}/{site}/app.webmanifest
        receive        GET   /registration/desk/{code}/{site}/changes
        receive        POST  /registration/desk/{code}/{site}/check-ins
        receive        POST  /registration/desk/{code}/{site}/commands
        receive        GET   /registration/desk/{code}/{site}/device
        receive        POST  /registration/desk/{code}/{site}/door
        receive        GET   /registration/desk/{code}/{site}/list
        receive        GET   /registration/desk/{code}/{site}/people/{id:guid}
        receive        GET   /registration/desk/{code}/{site}/people/{id:guid}/wishes
        receive        POST  /registration/desk/{code}/{site}/people/{id:guid}/wishes
        receive        POST  /registration/desk/{code}/{site}/undo
        receive        GET   /registration/desk/{code}/{site}/walk-in
        receive        POST  /registration/desk/{code}/{site}/walk-in
        read-figures   GET   /registration/editions
        coordinate     POST  /registration/editions
        coordinate     GET   /registration/editions/new
        read-figures   GET   /registration/editions/{code}
        coordinate     GET   /registration/editions/{code}/candidates
        coordinate     GET   /registration/editions/{code}/candidates.csv
        coordinate     GET   /registration/editions/{code}/candidates/new
        coordinate     POST  /registration/editions/{code}/candidates/new
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}/access
        coordinate     POST  /registration/editions/{code}/candidates/{id:guid}/access
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}/access/{request:guid}.zip
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/candidates/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/candidates/{id:guid}/registrations
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel
        coordinate     POST  /registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/cancel
        coordinate     GET   /registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/hours
        coordinate     POST  /registration/editions/{code}/candidates/{id:guid}/registrations/{site:guid}/hours
        coordinate     GET   /registration/editions/{code}/duplicates
        coordinate     POST  /registration/editions/{code}/duplicates/apart
        coordinate     GET   /registration/editions/{code}/duplicates/compare
        coordinate     GET   /registration/editions/{code}/duplicates/merge
        coordinate     POST  /registration/editions/{code}/duplicates/merge
        coordinate     POST  /registration/editions/{code}/duplicates/together
        coordinate     GET   /registration/editions/{code}/edit
        coordinate     POST  /registration/editions/{code}/edit
        coordinate     GET   /registration/editions/{code}/employers
        coordinate     GET   /registration/editions/{code}/employers.csv
        coordinate     GET   /registration/editions/{code}/employers/new
        coordinate     POST  /registration/editions/{code}/employers/new
        coordinate     GET   /registration/editions/{code}/employers/{siret}
        coordinate     GET   /registration/editions/{code}/employers/{siret}/attendances
        coordinate     POST  /registration/editions/{code}/employers/{siret}/attendances
        coordinate     GET   /registration/editions/{code}/employers/{siret}/change
        coordinate     POST  /registration/editions/{code}/employers/{siret}/change
        coordinate     GET   /registration/editions/{code}/employers/{siret}/contacts/new
        coordinate     POST  /registration/editions/{code}/employers/{siret}/contacts/new
        coordinate     GET   /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/change
        coordinate     GET   /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/remove
        coordinate     POST  /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/remove
        coordinate     GET   /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/revoke
        coordinate     POST  /registration/editions/{code}/employers/{siret}/contacts/{id:guid}/revoke
        coordinate     GET   /registration/editions/{code}/employers/{siret}/offers/new
        coordinate     POST  /registration/editions/{code}/employers/{siret}/offers/new
        coordinate     GET   /registration/editions/{code}/employers/{siret}/offers/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/employers/{siret}/offers/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/employers/{siret}/offers/{id:guid}/offer-again
        coordinate     POST  /registration/editions/{code}/employers/{siret}/offers/{id:guid}/withdraw
        coordinate     GET   /registration/editions/{code}/import-list
        coordinate     POST  /registration/editions/{code}/import-list
        coordinate     GET   /registration/editions/{code}/invitations/employers
        coordinate     GET   /registration/editions/{code}/invitations/employers/confirm
        coordinate     POST  /registration/editions/{code}/invitations/employers/send
        coordinate     GET   /registration/editions/{code}/invitations/prescribers
        coordinate     GET   /registration/editions/{code}/invitations/prescribers/confirm
        coordinate     POST  /registration/editions/{code}/invitations/prescribers/send
        coordinate     GET   /registration/editions/{code}/list-imports/{id:guid}
        coordinate     GET   /registration/editions/{code}/list-imports/{id:guid}/findings.csv
        coordinate     POST  /registration/editions/{code}/list-imports/{id:guid}/match
        coordinate     POST  /registration/editions/{code}/list-imports/{id:guid}/match-again
        coordinate     POST  /registration/editions/{code}/list-imports/{id:guid}/run
        coordinate     GET   /registration/editions/{code}/press
        coordinate     GET   /registration/editions/{code}/press.csv
        coordinate     GET   /registration/editions/{code}/press/new
        coordinate     POST  /registration/editions/{code}/press/new
        coordinate     GET   /registration/editions/{code}/prints
        coordinate     POST  /registration/editions/{code}/sites
        read-figures   GET   /registration/editions/{code}/sites.csv
        coordinate     GET   /registration/editions/{code}/sites/new
        coordinate     GET   /registration/editions/{code}/sites/{site}
        coordinate     GET   /registration/editions/{code}/sites/{site}/clone
        coordinate     POST  /registration/editions/{code}/sites/{site}/clone
        coordinate     GET   /registration/editions/{code}/sites/{site}/edit
        coordinate     POST  /registration/editions/{code}/sites/{site}/edit
        coordinate     GET   /registration/editions/{code}/sites/{site}/to-phone
        coordinate     POST  /registration/editions/{code}/sites/{site}/to-phone
        coordinate     GET   /registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}
        coordinate     POST  /registration/editions/{code}/sites/{site}/{act:regex(^(postpone|cancel|restore)$)}
        coordinate     GET   /registration/editions/{code}/structures
        coordinate     GET   /registration/editions/{code}/structures.csv
        coordinate     GET   /registration/editions/{code}/structures/new
        coordinate     POST  /registration/editions/{code}/structures/new
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}/change
        coordinate     POST  /registration/editions/{code}/structures/{structure:guid}/change
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}/contacts/new
        coordinate     POST  /registration/editions/{code}/structures/{structure:guid}/contacts/new
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/change
        coordinate     POST  /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/change
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/remove
        coordinate     POST  /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/remove
        coordinate     GET   /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/revoke
        coordinate     POST  /registration/editions/{code}/structures/{structure:guid}/contacts/{id:guid}/revoke
        coordinate     GET   /registration/editions/{code}/workshops
        coordinate     GET   /registration/editions/{code}/workshops.csv
        coordinate     GET   /registration/editions/{code}/workshops/new
        coordinate     POST  /registration/editions/{code}/workshops/new
        employ         GET   /registration/employer
        employ         GET   /registration/employer/editions/{code}/offers/new
        employ         POST  /registration/employer/editions/{code}/offers/new
        employ         GET   /registration/employer/editions/{code}/offers/{id:guid}/change
        employ         POST  /registration/employer/editions/{code}/offers/{id:guid}/change
        employ         POST  /registration/employer/editions/{code}/offers/{id:guid}/withdraw
        employ         POST  /registration/employer/editions/{code}/offers/{id:guid}/offer-again
        anyone         GET   /registration/erased
        anyone         GET   /registration/first/{token}
        anyone         POST  /registration/first/{token}
        coordinate     GET   /registration/import
        coordinate     POST  /registration/import
        coordinate     GET   /registration/imports/{id:guid}
        coordinate     GET   /registration/imports/{id:guid}/findings.csv
        administer     GET   /registration/jobs/{**path}
        administer     GET   /registration/mails
        administer     GET   /registration/mails/{id:guid}
        attend         GET   /registration/me
        attend         GET   /registration/me/access
        attend         POST  /registration/me/access
        attend         GET   /registration/me/access/{request:guid}.zip
        attend         GET   /registration/me/calendar.ics
        attend         GET   /registration/me/details
        attend         POST  /registration/me/details
        attend         GET   /registration/me/erase
        attend         POST  /registration/me/erase
        attend         POST  /registration/me/follow-up
        attend         POST  /registration/me/share-result
        attend         POST  /registration/me/keep
        attend         GET   /registration/me/link
        attend         POST  /registration/me/sites/{siteId:guid}
        attend         GET   /registration/me/sites/{siteId:guid}/cancel
        attend         POST  /registration/me/sites/{siteId:guid}/cancel
        attend         GET   /registration/me/sites/{siteId:guid}/hours
        attend         POST  /registration/me/sites/{siteId:guid}/hours
        attend         GET   /registration/me/wishes
        attend         POST  /registration/me/wishes
        attend         POST  /registration/me/workshops/{workshopId:guid}
        attend         POST  /registration/me/workshops/{workshopId:guid}/withdraw
        administer     GET   /registration/messages-in-error
        administer     GET   /registration/messages-in-error/discard
        administer     POST  /registration/messages-in-error/discard
        administer     POST  /registration/messages-in-error/retry
        coordinate     GET   /registration/mobility-visits/{id:guid}
        coordinate     POST  /registration/mobility-visits/{id:guid}
        coordinate     GET   /registration/mobility-visits/{id:guid}/removal
        coordinate     POST  /registration/mobility-visits/{id:guid}/removal
        receive        GET   /registration/mobility/stand/{edition}/{site}
        receive        POST  /registration/mobility/stand/{edition}/{site}
        receive        POST  /registration/mobility/stand/{edition}/{site}/undo
        coordinate     GET   /registration/newsletters
        coordinate     POST  /registration/newsletters
        coordinate     GET   /registration/newsletters.csv
        coordinate     GET   /registration/newsletters/contacts
        coordinate     POST  /registration/newsletters/contacts
        coordinate     GET   /registration/newsletters/contacts.csv
        coordinate     GET   /registration/newsletters/contacts/new
        coordinate     GET   /registration/newsletters/contacts/paste
        coordinate     POST  /registration/newsletters/contacts/paste
        coordinate     GET   /registration/newsletters/contacts/{id:guid}
        coordinate     POST  /registration/newsletters/contacts/{id:guid}
        coordinate     GET   /registration/newsletters/contacts/{id:guid}/delete
        coordinate     POST  /registration/newsletters/contacts/{id:guid}/delete
        coordinate     GET   /registration/newsletters/new
        coordinate     GET   /registration/newsletters/{id:guid}
        coordinate     POST  /registration/newsletters/{id:guid}
        coordinate     GET   /registration/newsletters/{id:guid}/change
        coordinate     GET   /registration/newsletters/{id:guid}/delete
        coordinate     POST  /registration/newsletters/{id:guid}/delete
        coordinate     GET   /registration/newsletters/{id:guid}/send
        coordinate     POST  /registration/newsletters/{id:guid}/send
        administer     GET   /registration/operations
        prescribe      GET   /registration/prescriber
        prescribe      GET   /registration/prescriber/candidates.csv
        prescribe      GET   /registration/prescriber/candidates/{id:guid}
        prescribe      GET   /registration/prescriber/candidates/{id:guid}/link
        prescribe      POST  /registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}
        prescribe      GET   /registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel
        prescribe      POST  /registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/cancel
        prescribe      GET   /registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/hours
        prescribe      POST  /registration/prescriber/candidates/{id:guid}/sites/{siteId:guid}/hours
        prescribe      GET   /registration/prescriber/candidates/{id:guid}/wishes
        prescribe      POST  /registration/prescriber/candidates/{id:guid}/wishes
        prescribe      GET   /registration/prescriber/register
        prescribe      POST  /registration/prescriber/register
        coordinate     GET   /registration/press/{id:guid}
        coordinate     POST  /registration/press/{id:guid}
        coordinate     GET   /registration/press/{id:guid}/removal
        coordinate     POST  /registration/press/{id:guid}/removal
        administer     GET   /registration/retention
        administer     POST  /registration/retention
        administer     GET   /registration/retention.csv
        administer     GET   /registration/retention/runs/{id:guid}
        administer     POST  /registration/retention/runs/{id:guid}
        anyone         GET   /registration/set-password/{id}/{token}
        anyone         POST  /registration/set-password/{id}/{token}
        anyone         GET   /registration/sign-in
        anyone         POST  /registration/sign-in
        anyone         GET   /registration/sign-in/code
        anyone         POST  /registration/sign-in/code
        anyone         GET   /registration/sign-in/forgotten
        anyone         POST  /registration/sign-in/forgotten
        anyone         GET   /registration/sign-in/organisation
        coordinate     GET   /registration/sites/{id:guid}/attendance-sheet
        coordinate     GET   /registration/sites/{id:guid}/badges
        coordinate     GET   /registration/sites/{id:guid}/mobility-visits
        coordinate     POST  /registration/sites/{id:guid}/mobility-visits
        coordinate     GET   /registration/sites/{id:guid}/mobility-visits.csv
        coordinate     GET   /registration/sites/{id:guid}/participants
        anyone         GET   /registration/sites/{siteId:guid}/register
        anyone         POST  /registration/sites/{siteId:guid}/register
        anyone         GET   /registration/unsubscribe/{token}
        anyone         POST  /registration/unsubscribe/{token}
        anyone         POST  /registration/unsubscribe/{token}/undo
        coordinate     GET   /registration/workshops/{id:guid}
        coordinate     POST  /registration/workshops/{id:guid}/attendance
        coordinate     GET   /registration/workshops/{id:guid}/attendance-sheet
        coordinate     GET   /registration/workshops/{id:guid}/cancellation
        coordinate     POST  /registration/workshops/{id:guid}/cancellation
        coordinate     GET   /registration/workshops/{id:guid}/clone
        coordinate     POST  /registration/workshops/{id:guid}/clone
        coordinate     GET   /registration/workshops/{id:guid}/edit
        coordinate     POST  /registration/workshops/{id:guid}/edit
        coordinate     POST  /registration/workshops/{id:guid}/participants
        coordinate     GET   /registration/workshops/{id:guid}/participants.csv
        coordinate     POST  /registration/workshops/{id:guid}/reinstatement
        coordinate     GET   /scheduling/api/editions/{code}/interviews.csv
        administer     GET   /scheduling/api/messages-in-error
        administer     POST  /scheduling/api/messages-in-error/retry
        administer     GET   /scheduling/audit
        administer     GET   /scheduling/audit.csv
        place-first    GET   /scheduling/editions/{code}/sites/{site}/first/{candidate:guid}
        place-first    POST  /scheduling/editions/{code}/sites/{site}/first/{candidate:guid}
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/hall
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/hall
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/hall/board
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/hall/late
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/hall/late
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/hall/{table:guid}
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/interviews/{id:guid}
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/interviews/{id:guid}/cancel
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/interviews/{id:guid}/cancel
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/interviews/{id:guid}/move
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/interviews/{id:guid}/pin
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/paper
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/paper/print
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/plan
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/plan
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/plan/changes
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/plan/changes.csv
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/plan/publish
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/plan/stop
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/plan/unmet
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/plan/unmet.csv
        coordinate     GET   /scheduling/editions/{code}/sites/{site}/rules
        coordinate     POST  /scheduling/editions/{code}/sites/{site}/rules
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/screen
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/screen/lines
        coordinate     GET   /scheduling/editions/{code}/sites/{site}/tables
        coordinate     GET   /scheduling/editions/{code}/sites/{site}/tables/{table:guid}
        coordinate     POST  /scheduling/editions/{code}/sites/{site}/tables/{table:guid}
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/tables/{table:guid}/results
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/tables/{table:guid}/results
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable/candidates
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable/candidates.csv
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable/candidates/{candidate:guid}
        run-hall       POST  /scheduling/editions/{code}/sites/{site}/timetable/candidates/{candidate:guid}/book
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable/print/candidates
        run-hall       GET   /scheduling/editions/{code}/sites/{site}/timetable/print/tables
        employ         GET   /scheduling/employer
        employ         GET   /scheduling/employer/interviews/{id:guid}/cancel
        employ         POST  /scheduling/employer/interviews/{id:guid}/cancel
        employ         GET   /scheduling/employer/interviews/{id:guid}/move
        employ         POST  /scheduling/employer/interviews/{id:guid}/move
        employ         GET   /scheduling/employer/interviews/{id:guid}/result
        employ         POST  /scheduling/employer/interviews/{id:guid}/result
        employ         GET   /scheduling/employer/results
        employ         GET   /scheduling/employer/sites/{siteId:guid}
        employ         GET   /scheduling/employer/sites/{siteId:guid}/candidates
        employ         GET   /scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/book
        employ         POST  /scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/book
        employ         POST  /scheduling/employer/sites/{siteId:guid}/candidates/{candidateId:guid}/wait
        employ         POST  /scheduling/employer/sites/{siteId:guid}/marks
        employ         GET   /scheduling/employer/tables/{tableId:guid}
        employ         POST  /scheduling/employer/tables/{tableId:guid}
        employ         GET   /scheduling/employer/today/today.js
        employ         GET   /scheduling/employer/today/{tableId:guid}
        employ         POST  /scheduling/employer/today/{tableId:guid}
        employ         POST  /scheduling/employer/today/{tableId:guid}/commands
        employ         POST  /scheduling/employer/waiting/{id:guid}/accept
        employ         POST  /scheduling/employer/waiting/{id:guid}/leave
        anyone         GET   /scheduling/hall.js
        administer     GET   /scheduling/jobs/{**path}
        administer     GET   /scheduling/mails
        administer     GET   /scheduling/mails/{id:guid}
        administer     GET   /scheduling/messages-in-error
        administer     GET   /scheduling/messages-in-error/discard
        administer     POST  /scheduling/messages-in-error/discard
        administer     POST  /scheduling/messages-in-error/retry
        attend         GET   /scheduling/my
        attend         GET   /scheduling/my/interviews/{id:guid}/cancel
        attend         POST  /scheduling/my/interviews/{id:guid}/cancel
        attend         GET   /scheduling/my/interviews/{id:guid}/move
        attend         POST  /scheduling/my/interviews/{id:guid}/move
        attend         GET   /scheduling/my/sites/{siteId:guid}
        attend         GET   /scheduling/my/sites/{siteId:guid}/employers/{siret}/book
        attend         POST  /scheduling/my/sites/{siteId:guid}/employers/{siret}/book
        attend         POST  /scheduling/my/sites/{siteId:guid}/employers/{siret}/wait
        attend         POST  /scheduling/my/waiting/{id:guid}/accept
        attend         POST  /scheduling/my/waiting/{id:guid}/leave
        administer     GET   /scheduling/operations
        anyone         GET   /signed-in
        anyone         GET   /ui/language/{language}
        anyone         GET   /ui/{style}.css
        anyone         GET   /{documentName}/api/openapi.json
        """;

    [Fact]
    public async Task Each_door_opens_to_those_that_the_table_names_and_to_nobody_else()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        var table = Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(line => $"{line[1]} {line[2]}", line => line[0]);
        var endpoints = ((IEndpointRouteBuilder)house.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        var policies = endpoints.SelectMany(endpoint => Doors(endpoint).Select(door => (door, endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy))).DistinctBy(door => door.door).ToDictionary(door => door.door, door => door.Policy);
        var doors = policies.Keys.Order(StringComparer.Ordinal).ToList();
        var callers = Role.All.Append(Nobody).ToDictionary(role => role, role => Caller(house, role));
        var wrong = new List<string>();
        try
        {
            foreach (var door in doors)
            {
                var let = new List<string>();
                foreach (var (role, caller) in callers)
                    if (await IsLetInAsync(caller, door))
                        let.Add(role);
                var said = table.GetValueOrDefault(door);
                if (said is null || !Whom(said).ToHashSet().SetEquals(let))
                    wrong.Add($"{said ?? "no line"}: {door} lets in {string.Join(", ", let)}. A line would be: {Name(let, policies.GetValueOrDefault(door))} {door}");
            }
        }
        finally
        {
            foreach (var caller in callers.Values)
                caller.Dispose();
        }
        wrong.AddRange(table.Keys.Except(doors).Select(door => $"There is no route {door}."));
        Assert.True(wrong.Count == 0, $"{wrong.Count} doors are not as the table says:\n{string.Join('\n', wrong)}");
    }

    /// <summary>The methods of a route; one that answers to all is asked by GET. The style sheet's name changes with its content.</summary>
    [Fact]
    public void What_opens_a_door_for_whoever_knows_it_stands_in_no_log()
    {
        var secret = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]).Where(route => route.Contains("{token}", StringComparison.Ordinal)).Distinct().ToList();
        Assert.InRange(secret.Count, 5, 100);
        secret.AddRange([.. secret.Where(route => route.StartsWith("/registration/", StringComparison.Ordinal)).Select(route => route.Replace("/registration/", "/registration/api/", StringComparison.Ordinal))]);
        secret.AddRange([.. secret.Where(route => route.StartsWith("/outcomes/", StringComparison.Ordinal)).Select(route => route.Replace("/outcomes/", "/outcomes/api/", StringComparison.Ordinal))]);
        Assert.All(secret, route => Assert.True(Secrets.InAddress(route), route));
        Assert.All(secret, route => Assert.DoesNotContain("{token}", Secrets.Loggable(route)));
        Assert.Equal("/registration/editions", Secrets.Loggable("/registration/editions"));
    }

    private static IEnumerable<string> Doors(RouteEndpoint endpoint)
    {
        var route = StyleSheet().Replace($"/{endpoint.RoutePattern.RawText!.Trim('/')}", "/ui/{style}.css");
        return (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(method => method != "HEAD").Select(method => $"{method} {route}");
    }

    /// <summary>Refused is 401, 403 or a redirect to the sign-in page; whatever else comes (a page, 400, 404, 429) is behind the door.</summary>
    private static async Task<bool> IsLetInAsync(HttpClient caller, string door)
    {
        var (method, route) = (door.Split(' ')[0], door.Split(' ')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route, parameter => parameter.Value.Contains("guid", StringComparison.Ordinal) ? "0190a000-0000-7000-8000-000000000001" : parameter.Value.Contains("postpone", StringComparison.Ordinal) ? "postpone" : "1"));
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([]);
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            && answer.Headers.Location?.ToString().StartsWith($"{Sessions.SignInPath}?back=", StringComparison.Ordinal) != true;
    }

    /// <summary>Whom a word of the table means.</summary>
    private static IEnumerable<string> Whom(string said) => said switch { Anyone => [.. Role.All, Nobody], Nobody => [], _ => May.Roles[said] };

    /// <summary>The word for those that are let in: the route's own policy, where it is as it says.</summary>
    private static string Name(List<string> let, string? policy) =>
        ((string?[])[policy, Anyone, Nobody, .. May.Roles.Keys]).OfType<string>().FirstOrDefault(word => Whom(word).ToHashSet().SetEquals(let)) ?? string.Join('+', let);

    private static HttpClient Caller(TestHouse house, string role)
    {
        var client = house.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        if (role == Nobody)
            return client;
        var id = Guid.CreateVersion7();
        var ticket = new Ticket { Id = id, Name = role, Roles = [role], SubjectId = Role.OfLinks.Contains(role) ? id.ToString() : null, Revisions = new Dictionary<Guid, int> { [id] = 0 } };
        client.DefaultRequestHeaders.Authorization = new("Bearer", house.App.Services.GetRequiredService<BearerTokens>().Issue(ticket, house.Clock.GetCurrentInstant() + Duration.FromHours(1)));
        return client;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("^/ui/[0-9a-f]{12}\\.css$")]
    private static partial Regex StyleSheet();
}
