-- The trail only grows: no statement changes or removes a row of it, whoever says it.
{append-only audit}

-- Who has seen a person's data is in it too: act 'seen' with the person as subject, or 'list seen' without one, with page and number of people in detail (Privacy/Seen.cs).
