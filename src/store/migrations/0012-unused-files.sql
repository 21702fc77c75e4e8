-- Which files a draft in the scratch names: sealed, the draft itself cannot be asked. Null: kept by an
-- older program, so nobody knows; such a row goes after a quarter of a year.
ALTER TABLE scratch ADD COLUMN files uuid[];
