using JobDating.Platform.Ui;

namespace JobDating.Scheduling.Bookings;

/// <summary>Texts of booking: why not, and when else.</summary>
internal static class BookingTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Bookings.Texts", typeof(BookingTexts).Assembly);
}
