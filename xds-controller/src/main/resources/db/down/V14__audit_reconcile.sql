-- Takes V14 back: how far decisions were looked at is forgotten, the rows that were made of them stay.
drop function reconcile_decisions, reconciled_record;
drop table audit_reconciler, audit_reconciled;
