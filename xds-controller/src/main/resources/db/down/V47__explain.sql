-- Takes V47 back: requests are explained no more.
drop view api_explain;
