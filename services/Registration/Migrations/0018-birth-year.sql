-- What is left of an erased candidate's birth date: figures by age stay.
ALTER TABLE candidate ADD birth_year int NULL;
