-- What ends on a day, whether or not an act of the system follows: whoever is waited for is told before.
CREATE INDEX clock_ends ON clock (due, case_id, name) WHERE state = 'running';
