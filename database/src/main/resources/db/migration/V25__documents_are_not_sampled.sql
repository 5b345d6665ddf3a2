-- No plan depends on what is in these columns, and sampling them is dear: to keep statistics of a document is to compare
-- documents, thousands of them, each time that the table has grown by a tenth.
alter table orders
    alter column restaurant set statistics 0,
    alter column address set statistics 0,
    alter column lines set statistics 0,
    alter column request_digest set statistics 0,
    alter column payment_method set statistics 0,
    alter column traceparent set statistics 0,
    alter column payment_reference set statistics 0,
    alter column reason set statistics 0;
