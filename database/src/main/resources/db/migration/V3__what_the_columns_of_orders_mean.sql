comment on table orders is
    'One row is the truth about an order. A change by any writer, plain SQL included, makes a version and with '
    'it an event. Never deleted.';
comment on column orders.id is 'The client may choose it, so that placing twice is placing once.';
comment on column orders.created_at is
    'When it was placed. Fixed at placement, like all columns down to request_digest.';
comment on column orders.customer_id is 'Subject of the token it was placed with.';
comment on column orders.restaurant_id is 'Who cooks it.';
comment on column orders.restaurant is 'What the steps need of the restaurant, as it was at placement.';
comment on column orders.address is 'Where to deliver, for people to read. Never in payment events.';
comment on column orders.latitude is 'Where to deliver, degrees, north positive.';
comment on column orders.longitude is 'Where to deliver, degrees, east positive.';
comment on column orders.lines is 'What was ordered: 1 to 100 dishes with options, quantity and price at placement.';
comment on column orders.total is 'Sum of the lines in minor units.';
comment on column orders.currency is 'ISO 4217 code.';
comment on column orders.request_digest is
    'Digest of the request as sent: tells a repeated placement from another order under the same id.';
comment on column orders.payment_method is 'The payment provider''s token; null until chosen.';
comment on column orders.status is 'Where the order stands.';
comment on column orders.version is 'Counts the changes from 1. Set by trigger.';
comment on column orders.status_version is
    'The version at which this status was entered, or entered anew by a further charge in REFUND_REQUESTED. Set '
    'by trigger.';
comment on column orders.changed_at is
    'When this version was written, by the database''s clock, never before the one before. Set by trigger.';
comment on column orders.changed_by is
    'Who wrote it. The gateway writes by:<actor>, kept as <actor>; any other writer is kept as sql:<user>.';
comment on column orders.traceparent is 'W3C trace context of the request that made this version.';
comment on column orders.validated_at is 'When validation passed.';
comment on column orders.paid_at is 'When the latest charge was recorded.';
comment on column orders.approved_at is 'When the restaurant approved.';
comment on column orders.agent_assigned_at is
    'When the agent was assigned; null again when the agent gives the order back.';
comment on column orders.is_validated is 'Derived from validated_at.';
comment on column orders.is_paid is 'Derived from paid_at.';
comment on column orders.is_approved is 'Derived from approved_at.';
comment on column orders.is_agent_assigned is 'Derived from agent_assigned_at.';
comment on column orders.payment_reference is 'The provider''s name of the latest charge that was recorded.';
comment on column orders.payment_attempt is 'Number of the charge asked for last; 0 before the first.';
comment on column orders.cancel_requested_at is 'When cancelling was wished while a charge was under way.';
comment on column orders.agent_id is 'Who carries it.';
comment on column orders.promised_at is 'When the food is estimated to arrive.';
comment on column orders.reason_code is 'Why it was refused, called off or has to wait; machine-readable.';
comment on column orders.reason is 'The same as a sentence fit for the customer.';
comment on column orders.refunded_at is 'When the latest refund was recorded.';

comment on sequence order_log_seq is
    'Order inside one order''s events. Handed out before commit: gaps and late arrivals are normal, so it is no '
    'cursor.';
comment on table order_log is
    'Every version of every order, what moves in it. Outbox, timeline, gap-filler of subscribers and replay '
    'store in one: only ever appended to, read by snapshot cursor, dropped by month.';
comment on column order_log.order_id is 'The order; what is fixed at placement is joined from there.';
comment on column order_log.version is
    'Of the order. (order_id, version) is unique, because a version is made under the lock of the order''s row.';
comment on column order_log.seq is 'Ascends within one order.';
comment on column order_log.xid is
    'The transaction that wrote it: together with a snapshot cursor it says what a reader has not seen. 3 after '
    'restore_delivery().';
comment on column order_log.part is 'uuid_hash(order_id) & 15: the unit that bridges share the work by.';
comment on column order_log.status is 'Of the order at this version.';
comment on column order_log.from_status is 'The status one version before; null at placement.';
comment on column order_log.changed_at is 'When this version was written.';
comment on column order_log.changed_by is
    'Who wrote it: customer:<id>, restaurant:<id>, agent:<id>, operator:<id>, function:<name>, deadline, '
    'sql:<user>.';
comment on column order_log.status_version is
    'Equal to version when this change entered the status: then the event is order.<status>, otherwise '
    'order.updated.';
comment on column order_log.payment_method is 'As in orders.';
comment on column order_log.traceparent is 'As in orders.';
comment on column order_log.validated_at is 'As in orders.';
comment on column order_log.paid_at is 'As in orders.';
comment on column order_log.approved_at is 'As in orders.';
comment on column order_log.agent_assigned_at is 'As in orders.';
comment on column order_log.payment_reference is 'As in orders.';
comment on column order_log.payment_attempt is 'As in orders.';
comment on column order_log.cancel_requested_at is 'As in orders.';
comment on column order_log.agent_id is 'As in orders.';
comment on column order_log.promised_at is 'As in orders.';
comment on column order_log.reason_code is 'As in orders.';
comment on column order_log.reason is 'As in orders.';
comment on column order_log.refunded_at is 'As in orders.';
comment on table order_log_default is
    'Catches what no month''s partition takes, so that no order ever fails for want of one. Should be empty.';
