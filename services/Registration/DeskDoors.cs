using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Desk;

namespace JobDating.Registration;

/// <summary>The desk's doors on the day. At which sites somebody receives is each slice's question (<see cref="DeskSite"/>).</summary>
internal static class DeskDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        DeviceFiles.Map(routes);
        var desk = routes.MapGroup("").RequireAuthorization(May.Receive);
        desk.Get("/registration/desk", ShowDeskSites.RunAsync);
        desk.Get("/registration/desk/{code}/{site}", ShowDesk.RunAsync).ShowsPeople();
        desk.Post("/registration/desk/{code}/{site}/door", DeskDoor.ChooseAsync);
        desk.Post("/registration/desk/{code}/{site}/check-ins", ReceiveCandidate.RunAsync);
        desk.Post("/registration/desk/{code}/{site}/undo", UndoReceiving.RunAsync);
        desk.Get("/registration/desk/{code}/{site}/device", ShowDevice.RunAsync);
        desk.Get("/registration/desk/{code}/{site}/list", DeviceList.AllAsync).ShowsPeople();
        desk.Get("/registration/desk/{code}/{site}/changes", DeviceList.ChangesAsync);
        // A page that was kept on a device has no token that is still good; only JSON is read there, which no form of another site's can send.
        desk.Post("/registration/desk/{code}/{site}/commands", RunCommands.RunAsync).DisableAntiforgery();
        desk.Get("/registration/desk/{code}/{site}/walk-in", ReceiveWalkIn.AskAsync);
        desk.Post("/registration/desk/{code}/{site}/walk-in", ReceiveWalkIn.RunAsync);
        desk.Get("/registration/desk/{code}/{site}/people/{id:guid}", ShowDeskPerson.RunAsync).ShowsPerson();
        desk.Get("/registration/desk/{code}/{site}/people/{id:guid}/wishes", ShowDeskPerson.WishesAsync).ShowsPerson();
        desk.Post("/registration/desk/{code}/{site}/people/{id:guid}/wishes", ShowDeskPerson.ChangeWishesAsync);
    }
}
