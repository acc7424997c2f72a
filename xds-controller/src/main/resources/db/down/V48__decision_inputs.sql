alter table decision_events drop column inputs;
