create table status_limit (
    status order_status primary key,
    within interval not null check (within > interval '0')
);

comment on table status_limit is
    'How long an order may stand in a status. The gateway writes its configured values here when it starts; the '
    'trigger of orders reads them for those that wait for a person.';
comment on column status_limit.status is 'The status; the terminal ones have no limit.';
comment on column status_limit.within is 'Counted from entering the status, through outages and pauses.';

insert into status_limit (status, within) values
    ('PLACED', '60 minutes'),
    ('VALIDATED', '15 minutes'),
    ('PAYMENT_REQUESTED', '60 minutes'),
    ('PAID', '60 minutes'),
    ('AWAITING_RESTAURANT', '5 minutes'),
    ('APPROVED', '10 minutes'),
    ('ASSIGNED', '30 minutes'),
    ('PICKED_UP', '2 hours'),
    ('REFUND_REQUESTED', '24 hours');

create table deadline (
    order_id uuid primary key,
    status_version int not null,
    status order_status not null,
    waits_for text not null,
    due_at timestamptz not null,
    raised_at timestamptz
) with (fillfactor = 70);
create index deadline_of_person on deadline (waits_for, due_at);
create index deadline_due on deadline (due_at);

comment on table deadline is
    'Orders that wait for a person, and until when; also the index of what waits for somebody. Kept by the '
    'triggers of orders. Orders that wait for a function need no row: their deadlines follow from order_log.';
comment on column deadline.order_id is 'The order.';
comment on column deadline.status_version is 'The version at which the order entered the status.';
comment on column deadline.status is 'The status it waits in.';
comment on column deadline.waits_for is
    'customer:<id>, restaurant:<id>, agent:<id>; operator for a refund that was raised as a problem.';
comment on column deadline.due_at is 'When the gateway acts in the person''s stead.';
comment on column deadline.raised_at is 'When it was raised as a problem for an operator; null if it was not.';

create table deadline_pass (
    only_row boolean primary key default true check (only_row),
    passed_until timestamptz not null
);

comment on table deadline_pass is 'One row: how far the search for overdue functions has read order_log.';
comment on column deadline_pass.only_row is 'Always true: there is one row.';
comment on column deadline_pass.passed_until is
    'Entries whose limit passed before this were seen; the next pass overlaps it by some minutes.';

insert into deadline_pass (passed_until) values (now());
