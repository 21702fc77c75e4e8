-- What becomes of an entry: its versions, its terms of validity and how it ended. Drawn from the case.
ALTER TABLE public_entry ADD COLUMN life jsonb NOT NULL DEFAULT '{"versions":[],"terms":[],"ends":[]}';
-- Lapsed entries that the place puts on a public board (CQ-REG-18), newest first.
ALTER TABLE public_entry ADD COLUMN announced date;
CREATE INDEX public_entry_announced ON public_entry (announced DESC, case_id) WHERE announced IS NOT NULL;
-- The radar: what is in force, soonest to expire on top.
CREATE INDEX public_entry_expiry ON public_entry (valid_to, case_id) WHERE status = 'active';
