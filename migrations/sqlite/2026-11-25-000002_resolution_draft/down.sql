DROP TABLE resolution_draft;
