-- What a decision was made from, besides the other columns, so that it can be made again with another policy.
-- Records of earlier versions have none.
alter table decision_events add column inputs jsonb;
