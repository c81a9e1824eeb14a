-- The plan of the rest of the day. is_rest: it leaves whatever is booked where it is, unless nobody can sit there any more, and gives what is free to those who are there; whoever runs the hall
-- may make and publish it on the site's day. Null: a plan of the whole, a coordinator's.
ALTER TABLE site_plan ADD is_rest bit NULL;
