-- Applications for an account that may wait for the identity service: asked for every second.
CREATE INDEX case_account_open ON case_row (case_id) WHERE procedure = 'account' AND status = 'requested';

-- What was erased, to be erased again after a restore.
CREATE INDEX event_erased ON event (case_id, version) WHERE type = 'record.PartsErased';
