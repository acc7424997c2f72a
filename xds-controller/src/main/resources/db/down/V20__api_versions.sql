-- Takes V20 back: how callers name versions, and times without service, are lost.
drop view api_version_callers;
alter table api_versions drop column brownouts;
alter table api_services drop column versioning;
