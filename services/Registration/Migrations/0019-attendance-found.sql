-- What the hall found on the day, and how often it said so: a finding that comes again or late does not undo what was changed by hand since. Null: nothing was found.
ALTER TABLE attendance ADD found_version int NULL;
