-- What the migrations come to. Written by SchemaTest, to be read and compared, not to be run.
create type order_status as enum ('PLACED', 'VALIDATED', 'PAYMENT_REQUESTED', 'PAID', 'AWAITING_RESTAURANT', 'APPROVED', 'ASSIGNED', 'PICKED_UP', 'DELIVERED', 'REJECTED', 'CANCELLED', 'REFUND_REQUESTED', 'REFUNDED'); -- The states of an order. Each waits for exactly one owner, see status_owner().
create sequence delivery_checkpoint_gen_seq as bigint start 1 increment 1;
create sequence order_log_seq as bigint start 1 increment 1; -- Order inside one order's events. Handed out before commit: gaps and late arrivals are normal, so it is no cursor.

table agent with (fillfactor=50) -- Who delivers. Kept half empty, so that load and position change without touching an index.
    id text not null -- Short readable name; also the subject of the agent's tokens.
    name text not null -- As customers see it.
    latitude double precision not null -- Last known position, degrees, north positive.
    longitude double precision not null -- Last known position, degrees, east positive.
    capacity integer not null -- How many orders the agent carries at once.
    load integer not null default 0 -- Orders in ASSIGNED and PICKED_UP. Kept by the triggers of orders, by nobody else.
    on_duty boolean not null default true -- Whether new orders may be assigned.
    position_at timestamp with time zone not null default now() -- When the position was reported.
    constraint agent_capacity_check CHECK ((capacity > 0))
    constraint agent_id_check CHECK ((id <> ''::text))
    constraint agent_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)))
    constraint agent_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
    constraint agent_name_check CHECK ((name <> ''::text))
    constraint agent_never_above_capacity CHECK (((load >= 0) AND (load <= capacity)))
    constraint agent_pkey PRIMARY KEY (id)
    CREATE TRIGGER came_free AFTER UPDATE OF on_duty, capacity ON agent FOR EACH ROW WHEN ((new.on_duty AND ((NOT old.on_duty) OR (new.capacity > old.capacity)))) EXECUTE FUNCTION agent_came_free()

table bridge_replica -- What each bridge knows of its destinations, written when that changes. A row counts while its session lives.
    pid integer not null -- The server's process of its session, as in pg_stat_activity.
    name text not null -- The bridge's name, for people to read.
    since timestamp with time zone not null default clock_timestamp() -- When the session began.
    destinations jsonb not null -- [{"name", "state": "FLOWING" or "TROUBLED", "since", "failure"}]
    constraint bridge_replica_pkey PRIMARY KEY (pid)

view bridge_session -- The bridges that are connected.
    pid integer -- The server's process of its session.
    name text -- The bridge's name; null while it is only just connected.
    since timestamp with time zone -- When it connected.
    destinations jsonb -- What it knows of them, see bridge_replica.
    parts smallint[] -- The parts of the log that it has.

table dead_letter -- Events that could not be delivered and that nobody will send again unless told to.
    order_id uuid not null -- The order.
    version integer not null -- The version whose event it was.
    event_type text not null -- Of the event.
    attempts integer not null -- How often it was tried.
    first_failed_at timestamp with time zone -- When it failed first.
    dead_at timestamp with time zone not null default clock_timestamp() -- When it was given up.
    last_status integer -- HTTP status of the last answer; null for none.
    answer text -- What the last answer said, without personal data.
    state text not null default 'OPEN'::text -- OPEN; RETRIED: sent again; ENDED: an operator ended the order; SUPERSEDED: the order moved on by itself.
    constraint dead_letter_attempts_check CHECK ((attempts >= 0))
    constraint dead_letter_pkey PRIMARY KEY (order_id, version)
    constraint dead_letter_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'RETRIED'::text, 'ENDED'::text, 'SUPERSEDED'::text])))
    CREATE INDEX dead_letter_open ON dead_letter USING btree (dead_at) WHERE (state = 'OPEN'::text)

table deadline with (fillfactor=70) -- Orders that wait for a person, and until when; also the index of what waits for somebody. Kept by the triggers of orders. Orders that wait for a function need no row: their deadlines follow from order_log.
    order_id uuid not null -- The order.
    status_version integer not null -- The version at which the order entered the status.
    status order_status not null -- The status it waits in.
    waits_for text not null -- customer:<id>, restaurant:<id>, agent:<id>; operator for a refund that was raised as a problem.
    due_at timestamp with time zone not null -- When the gateway acts in the person's stead.
    raised_at timestamp with time zone -- When it was raised as a problem for an operator; null if it was not.
    constraint deadline_pkey PRIMARY KEY (order_id)
    CREATE INDEX deadline_due ON deadline USING btree (due_at)
    CREATE INDEX deadline_of_person ON deadline USING btree (waits_for, due_at)
    CREATE INDEX deadline_raised ON deadline USING btree (raised_at) WHERE (raised_at IS NOT NULL)

table deadline_pass -- One row: how far the search for overdue functions has read order_log.
    only_row boolean not null default true -- Always true: there is one row.
    passed_until timestamp with time zone not null -- Entries whose limit passed before this were seen; the next pass overlaps it by some minutes.
    constraint deadline_pass_only_row_check CHECK (only_row)
    constraint deadline_pass_pkey PRIMARY KEY (only_row)

table delivery_attempt -- Failed deliveries. A success needs no row: it is the next version in the log.
    order_id uuid not null -- The order.
    version integer not null -- The version whose event it was.
    at timestamp with time zone not null default clock_timestamp() -- When.
    destination text not null -- Where to.
    status integer -- HTTP status; null for no answer.
    millis integer not null -- How long it took.
    answer text -- What the answer said, without personal data.
    constraint delivery_attempt_millis_check CHECK ((millis >= 0))
    CREATE INDEX delivery_attempt_of_order ON delivery_attempt USING btree (order_id, version, at)
    CREATE INDEX delivery_attempt_times ON delivery_attempt USING brin (at)

table delivery_checkpoint -- How far order_log was read and settled. Only ever inserted into, on the session that holds the lease of the parts; a part's newest row counts.
    gen bigint not null generated always as identity -- Greatest is newest.
    reader text not null -- delivery, or watchdog (the same log again, minutes later).
    parts smallint[] not null -- The parts that were read up to the cursor.
    cursor pg_snapshot not null -- Everything visible in this snapshot is settled. Means nothing in another cluster, see restore_delivery().
    owner text not null -- Which bridge wrote it, for people to read.
    at timestamp with time zone not null default clock_timestamp() -- When.
    constraint delivery_checkpoint_pkey PRIMARY KEY (gen)
    constraint delivery_checkpoint_reader_check CHECK ((reader = ANY (ARRAY['delivery'::text, 'watchdog'::text])))

view delivery_health -- Figures of delivery as a whole, whichever bridge is asked.
    redelivery_rows bigint -- Events that wait to be sent again.
    redelivery_oldest_seconds double precision -- How long the first of them has waited.
    dead_letters_open bigint -- Events that nobody will send any more unless told to.
    orders_watched bigint -- Orders that the watchdog found standing still.
    checkpoint_rows bigint -- Checkpoints that are kept.
    log_default_rows bigint -- Rows of the log that no month has caught, counted up to 1000: should be 0, make_order_log_partitions() moves them.
    notify_queue_usage double precision -- How full the queue of notifications is, 0 to 1.
    notify_lock_waits bigint -- Transactions that wait for each other because they notify.
    oldest_xmin_age bigint -- Transactions since the oldest snapshot that somebody still uses: dead rows younger than that cannot be removed.
    oldest_xmin_owner text -- Whose it is, as far as this role may know.

view delivery_lag -- How far delivery is behind, by part, as the newest checkpoints tell: also when no bridge runs. May count up to 200 ms of settled events.
    part smallint -- The part of the log.
    checkpoint_at timestamp with time zone -- When its newest checkpoint was written; null: nothing was ever settled.
    unsettled bigint -- Events behind the checkpoint.
    oldest_unsettled_at timestamp with time zone -- When the oldest of them was written; null if there are none.
    lag_seconds double precision -- Its age; 0 if there are none.

table delivery_pause -- Event types that an operator holds back; they wait in redelivery.
    event_type text not null -- Held back.
    by text not null -- By whom.
    at timestamp with time zone not null default clock_timestamp() -- Since when.
    why text not null -- And why.
    constraint delivery_pause_pkey PRIMARY KEY (event_type)

table kitchen with (fillfactor=50) -- How many orders a restaurant prepares at once, where it said so. Only orders whose copy of the restaurant has a capacity count, so a restaurant without a limit costs its orders nothing.
    restaurant_id text not null -- Whose.
    capacity integer -- Most orders in APPROVED and ASSIGNED at once; null: no limit any more.
    load integer not null default 0 -- Orders in APPROVED and ASSIGNED that count. Kept by the trigger below, by nobody else.
    constraint kitchen_capacity_check CHECK ((capacity > 0))
    constraint kitchen_load_check CHECK ((load >= 0))
    constraint kitchen_pkey PRIMARY KEY (restaurant_id)
    constraint kitchen_restaurant_id_fkey FOREIGN KEY (restaurant_id) REFERENCES restaurant(id)

table menu_item -- What can be ordered. The only source of prices: those that clients send are never read.
    id text not null -- Short readable name.
    restaurant_id text not null -- Who cooks it.
    name text not null -- As on the menu.
    description text not null default ''::text -- A line more about it; may be empty.
    category text not null -- Heading on the menu.
    price bigint not null -- Price of one without options, minor units of the restaurant's currency.
    available boolean not null default true -- Whether it can be ordered just now.
    options jsonb not null default '[]'::jsonb -- Extras: a list of {"name": text, "price": minor units on top of the dish's}.
    constraint menu_item_id_check CHECK ((id <> ''::text))
    constraint menu_item_name_check CHECK ((name <> ''::text))
    constraint menu_item_options_check CHECK ((jsonb_typeof(options) = 'array'::text))
    constraint menu_item_pkey PRIMARY KEY (id)
    constraint menu_item_price_check CHECK ((price > 0))
    constraint menu_item_restaurant_id_fkey FOREIGN KEY (restaurant_id) REFERENCES restaurant(id)
    CREATE INDEX menu_item_of_restaurant ON menu_item USING btree (restaurant_id, category, name)

table opening_exception -- Days on which opening_hours do not hold, one row a stretch: what begins on that day begins as it says here.
    restaurant_id text not null -- Whose.
    day date not null -- The day, in the restaurant's zone.
    opens text -- Local time HH:mm; null: closed all day.
    closes text -- As in opening_hours; null: closed all day.
    constraint closed_or_a_stretch CHECK (((opens IS NULL) = (closes IS NULL)))
    constraint opening_exception_closes_check CHECK ((closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'::text))
    constraint opening_exception_opens_check CHECK ((opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
    constraint opening_exception_restaurant_id_fkey FOREIGN KEY (restaurant_id) REFERENCES restaurant(id)
    CREATE UNIQUE INDEX opening_exception_of_a_day ON opening_exception USING btree (restaurant_id, day, COALESCE(opens, ''::text))

table opening_hours -- When a restaurant takes orders, one row a stretch; no row, never.
    restaurant_id text not null -- Whose.
    day smallint not null -- ISO day of the week on which the stretch begins, 1 is Monday.
    opens text not null -- Local time HH:mm.
    closes text not null -- Local time HH:mm; not after opens means the next day, 24:00 is midnight.
    constraint opening_hours_closes_check CHECK ((closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'::text))
    constraint opening_hours_day_check CHECK (((day >= 1) AND (day <= 7)))
    constraint opening_hours_opens_check CHECK ((opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
    constraint opening_hours_pkey PRIMARY KEY (restaurant_id, day, opens)
    constraint opening_hours_restaurant_id_fkey FOREIGN KEY (restaurant_id) REFERENCES restaurant(id)

table operator_action -- What operators did by hand; kept.
    at timestamp with time zone not null default clock_timestamp() -- When.
    who text not null -- Subject of the operator's token.
    what text not null -- The action and what it touched.
    why text not null -- The reason given.
    CREATE INDEX operator_action_times ON operator_action USING btree (at)

table order_log partition by RANGE (changed_at) -- Every version of every order, what moves in it. Outbox, timeline, gap-filler of subscribers and replay store in one: only ever appended to, read by snapshot cursor, dropped by month.
    order_id uuid not null -- The order; what is fixed at placement is joined from there.
    version integer not null -- Of the order. (order_id, version) is unique, because a version is made under the lock of the order's row.
    seq bigint not null default nextval('order_log_seq'::regclass) -- Ascends within one order.
    xid xid8 not null default pg_current_xact_id() -- The transaction that wrote it: together with a snapshot cursor it says what a reader has not seen. 3 after restore_delivery().
    part smallint not null -- uuid_hash(order_id) & 15: the unit that bridges share the work by.
    status order_status not null -- Of the order at this version.
    from_status order_status -- The status one version before; null at placement.
    changed_at timestamp with time zone not null -- When this version was written.
    changed_by text not null -- Who wrote it: customer:<id>, restaurant:<id>, agent:<id>, operator:<id>, function:<name>, deadline, sql:<user>.
    status_version integer not null -- Equal to version when this change entered the status: then the event is order.<status>, otherwise order.updated.
    payment_method text -- As in orders.
    traceparent text -- As in orders.
    validated_at timestamp with time zone -- As in orders.
    paid_at timestamp with time zone -- As in orders.
    approved_at timestamp with time zone -- As in orders.
    agent_assigned_at timestamp with time zone -- As in orders.
    payment_reference text -- As in orders.
    payment_attempt integer not null -- As in orders.
    cancel_requested_at timestamp with time zone -- As in orders.
    agent_id text -- As in orders.
    promised_at timestamp with time zone -- As in orders.
    reason_code text -- As in orders.
    reason text -- As in orders.
    refunded_at timestamp with time zone -- As in orders.
    CREATE INDEX order_log_news ON ONLY order_log USING btree (xid, seq)
    CREATE INDEX order_log_of_order ON ONLY order_log USING btree (order_id, version)
    CREATE INDEX order_log_pages ON ONLY order_log USING btree (seq)
    CREATE INDEX order_log_times ON ONLY order_log USING brin (changed_at)

table order_log_default partition of order_log DEFAULT -- Catches what no month's partition takes, so that no order ever fails for want of one. Should be empty.
    CREATE INDEX order_log_default_changed_at_idx ON order_log_default USING brin (changed_at)
    CREATE INDEX order_log_default_order_id_version_idx ON order_log_default USING btree (order_id, version)
    CREATE INDEX order_log_default_seq_idx ON order_log_default USING btree (seq)
    CREATE INDEX order_log_default_xid_seq_idx ON order_log_default USING btree (xid, seq)

table orders with (fillfactor=40) -- One row is the truth about an order. A change by any writer, plain SQL included, makes a version and with it an event. Never deleted.
    id uuid not null -- The client may choose it, so that placing twice is placing once.
    created_at timestamp with time zone not null default clock_timestamp() -- When it was placed. Fixed at placement, like all columns down to request_digest.
    customer_id text not null -- Subject of the token it was placed with.
    restaurant_id text not null -- Who cooks it.
    restaurant jsonb not null -- What the steps need of the restaurant, as it was at placement.
    address text not null -- Where to deliver, for people to read. Never in payment events.
    latitude double precision not null -- Where to deliver, degrees, north positive.
    longitude double precision not null -- Where to deliver, degrees, east positive.
    lines jsonb not null -- What was ordered: 1 to 100 dishes with options, quantity and price at placement.
    total bigint not null -- Sum of the lines in minor units.
    currency text not null -- ISO 4217 code.
    request_digest bytea not null default '\x'::bytea -- Digest of the request as sent: tells a repeated placement from another order under the same id.
    payment_method text -- The payment provider's token; null until chosen.
    status order_status not null default 'PLACED'::order_status -- Where the order stands.
    version integer not null default 1 -- Counts the changes from 1. Set by trigger.
    status_version integer not null default 1 -- The version at which this status was entered, or entered anew by a further charge in REFUND_REQUESTED. Set by trigger.
    changed_at timestamp with time zone not null default clock_timestamp() -- When this version was written, by the database's clock, never before the one before. Set by trigger.
    changed_by text not null default ''::text -- Who wrote it. The gateway writes by:<actor>, kept as <actor>; any other writer is kept as sql:<user>.
    traceparent text -- W3C trace context of the request that made this version.
    validated_at timestamp with time zone -- When validation passed.
    paid_at timestamp with time zone -- When the latest charge was recorded.
    approved_at timestamp with time zone -- When the restaurant approved.
    agent_assigned_at timestamp with time zone -- When the agent was assigned; null again when the agent gives the order back.
    is_validated boolean not null generated always as (validated_at IS NOT NULL) stored -- Derived from validated_at.
    is_paid boolean not null generated always as (paid_at IS NOT NULL) stored -- Derived from paid_at.
    is_approved boolean not null generated always as (approved_at IS NOT NULL) stored -- Derived from approved_at.
    is_agent_assigned boolean not null generated always as (agent_assigned_at IS NOT NULL) stored -- Derived from agent_assigned_at.
    payment_reference text -- The provider's name of the latest charge that was recorded.
    payment_attempt integer not null default 0 -- Number of the charge asked for last; 0 before the first.
    cancel_requested_at timestamp with time zone -- When cancelling was wished while a charge was under way.
    agent_id text -- Who carries it.
    promised_at timestamp with time zone -- When the food is estimated to arrive.
    reason_code text -- Why it was refused, called off or has to wait; machine-readable.
    reason text -- The same as a sentence fit for the customer.
    refunded_at timestamp with time zone -- When the latest refund was recorded.
    constraint agent_goes_with_a_time CHECK (((agent_id IS NULL) = (agent_assigned_at IS NULL)))
    constraint approved_has_a_time CHECK (((status <> ALL (ARRAY['APPROVED'::order_status, 'ASSIGNED'::order_status, 'PICKED_UP'::order_status, 'DELIVERED'::order_status])) OR (approved_at IS NOT NULL)))
    constraint assigned_to_an_agent CHECK (((status <> ALL (ARRAY['ASSIGNED'::order_status, 'PICKED_UP'::order_status, 'DELIVERED'::order_status])) OR (agent_id IS NOT NULL)))
    constraint charge_is_asked_of_a_method CHECK (((payment_attempt >= 0) AND ((status <> 'PAYMENT_REQUESTED'::order_status) OR ((payment_method IS NOT NULL) AND (payment_attempt > 0)))))
    constraint ended_early_for_a_reason CHECK (((status <> ALL (ARRAY['REJECTED'::order_status, 'CANCELLED'::order_status, 'REFUND_REQUESTED'::order_status])) OR (reason_code IS NOT NULL)))
    constraint orders_currency_check CHECK ((length(currency) = 3))
    constraint orders_customer_id_check CHECK ((customer_id <> ''::text))
    constraint orders_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)))
    constraint orders_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
    constraint orders_pkey PRIMARY KEY (id)
    constraint orders_restaurant_id_check CHECK ((restaurant_id <> ''::text))
    constraint orders_total_check CHECK ((total > 0))
    constraint paid_goes_with_a_reference CHECK (((paid_at IS NULL) = (payment_reference IS NULL)))
    constraint paid_is_where_money_is CHECK (
CASE
    WHEN (status = ANY (ARRAY['PAID'::order_status, 'AWAITING_RESTAURANT'::order_status, 'APPROVED'::order_status, 'ASSIGNED'::order_status, 'PICKED_UP'::order_status, 'DELIVERED'::order_status])) THEN (paid_at IS NOT NULL)
    WHEN (status = ANY (ARRAY['REFUND_REQUESTED'::order_status, 'REFUNDED'::order_status])) THEN true
    ELSE (paid_at IS NULL)
END)
    constraint promised_by_an_approval CHECK (((promised_at IS NULL) OR (approved_at IS NOT NULL)))
    constraint reason_goes_with_a_code CHECK (((reason IS NULL) = (reason_code IS NULL)))
    constraint refund_of_a_charge CHECK (((status <> 'REFUND_REQUESTED'::order_status) OR (payment_attempt > 0) OR (paid_at IS NOT NULL)))
    constraint refunded_has_a_time CHECK (((status <> 'REFUNDED'::order_status) OR (refunded_at IS NOT NULL)))
    constraint validated_has_a_time CHECK (((status = ANY (ARRAY['PLACED'::order_status, 'REJECTED'::order_status, 'CANCELLED'::order_status, 'REFUND_REQUESTED'::order_status, 'REFUNDED'::order_status])) OR (validated_at IS NOT NULL)))
    constraint versions_count_up CHECK (((status_version >= 1) AND (status_version <= version)))
    CREATE INDEX orders_newest ON orders USING btree (created_at DESC, id DESC)
    CREATE INDEX orders_of_customer ON orders USING btree (customer_id, created_at DESC, id DESC)
    CREATE INDEX orders_of_restaurant ON orders USING btree (restaurant_id, created_at DESC, id DESC)
    CREATE TRIGGER changed AFTER UPDATE ON orders REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION order_was_changed()
    CREATE TRIGGER fixed_at_placement BEFORE UPDATE OF id, created_at, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total, currency, request_digest ON orders FOR EACH ROW WHEN (((((((((((((old.id IS DISTINCT FROM new.id) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.restaurant_id IS DISTINCT FROM new.restaurant_id)) OR (old.restaurant IS DISTINCT FROM new.restaurant)) OR (old.address IS DISTINCT FROM new.address)) OR (old.latitude IS DISTINCT FROM new.latitude)) OR (old.longitude IS DISTINCT FROM new.longitude)) OR (old.lines IS DISTINCT FROM new.lines)) OR (old.total IS DISTINCT FROM new.total)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.request_digest IS DISTINCT FROM new.request_digest))) EXECUTE FUNCTION refuse_the_change()
    CREATE TRIGGER kitchen_changed AFTER UPDATE OF status ON orders FOR EACH ROW WHEN ((((old.status = ANY (ARRAY['APPROVED'::order_status, 'ASSIGNED'::order_status])) IS DISTINCT FROM (new.status = ANY (ARRAY['APPROVED'::order_status, 'ASSIGNED'::order_status]))) AND (new.restaurant ? 'capacity'::text))) EXECUTE FUNCTION kitchen_changed()
    CREATE TRIGGER never_deleted BEFORE DELETE ON orders FOR EACH STATEMENT EXECUTE FUNCTION refuse_the_change()
    CREATE TRIGGER never_truncated BEFORE TRUNCATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION refuse_the_change()
    CREATE TRIGGER number_the_version BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION number_the_version()
    CREATE TRIGGER placed AFTER INSERT ON orders REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION order_was_placed()

table redelivery -- Events that are to be sent again, or that wait behind one of the same order.
    order_id uuid not null -- The order.
    version integer not null -- The version whose event it is.
    gen bigint not null default 1 -- Raised by every emit_again(): the row is deleted after a success only if it was not asked for once more meanwhile.
    event_type text -- Of the event, if it was not settled yet: later ones of its order wait behind it. Null if it was, and is only sent once more.
    attempts integer not null default 0 -- Failed deliveries so far.
    next_at timestamp with time zone not null default clock_timestamp() -- When it is due.
    waiting_since timestamp with time zone not null default clock_timestamp() -- When it began to wait: who waits longest for an agent comes first.
    first_failed_at timestamp with time zone -- When it failed first; null if it never did.
    last_status integer -- HTTP status of the last failure; null for no answer.
    last_error text -- What the last failure said.
    why text not null -- Why it is here, e.g. NO_AGENT_FREE, FAILED, PAUSED, RESTORED.
    type text -- Of the event.
    set_at timestamp with time zone not null default clock_timestamp() -- When next_at was set. In the future: the clock was set back since, see follow_clock_back().
    constraint redelivery_attempts_check CHECK ((attempts >= 0))
    constraint redelivery_pkey PRIMARY KEY (order_id, version)
    CREATE INDEX redelivery_due ON redelivery USING btree (next_at)
    CREATE INDEX redelivery_due_by_type ON redelivery USING btree (type, next_at)
    CREATE INDEX redelivery_due_of_type ON redelivery USING btree (event_type, next_at)
    CREATE INDEX redelivery_for_want_of_a_kitchen ON redelivery USING btree (waiting_since) WHERE (why = 'KITCHEN_FULL'::text)
    CREATE INDEX redelivery_for_want_of_an_agent ON redelivery USING btree (waiting_since) WHERE (why = 'NO_AGENT_FREE'::text)
    CREATE INDEX redelivery_set ON redelivery USING btree (set_at)
    CREATE TRIGGER redelivery_is_complete BEFORE INSERT OR UPDATE OF next_at ON redelivery FOR EACH ROW EXECUTE FUNCTION complete_redelivery()

table restaurant -- Who cooks. An order keeps a copy of what its steps need to know, so a change here touches new orders only.
    id text not null -- Short readable name; also the subject of the tokens of the people who work there.
    name text not null -- As customers know it.
    cuisine text not null -- What kind of food, for people to read.
    address text not null -- Street and number.
    latitude double precision not null -- Degrees, north positive.
    longitude double precision not null -- Degrees, east positive.
    time_zone text not null -- IANA zone in which opening_hours are meant.
    delivery_radius_metres integer not null -- Farthest delivery, as the crow flies.
    minimum_order bigint not null -- Least total of an order, minor units.
    currency text not null -- ISO 4217 code of all prices on the menu.
    approval text not null -- AUTOMATIC: approved on its behalf. BY_HAND: a person there approves or declines.
    preparation_minutes integer not null -- Usual time from approval to pick-up.
    constraint restaurant_approval_check CHECK ((approval = ANY (ARRAY['AUTOMATIC'::text, 'BY_HAND'::text])))
    constraint restaurant_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
    constraint restaurant_delivery_radius_metres_check CHECK ((delivery_radius_metres > 0))
    constraint restaurant_id_check CHECK ((id <> ''::text))
    constraint restaurant_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)))
    constraint restaurant_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
    constraint restaurant_minimum_order_check CHECK ((minimum_order >= 0))
    constraint restaurant_name_check CHECK ((name <> ''::text))
    constraint restaurant_pkey PRIMARY KEY (id)
    constraint restaurant_preparation_minutes_check CHECK (((preparation_minutes >= 1) AND (preparation_minutes <= 240)))

table status_limit -- How long an order may stand in a status. The gateway writes its configured values here when it starts; the trigger of orders reads them for those that wait for a person.
    status order_status not null -- The status; the terminal ones have no limit.
    within interval not null -- Counted from entering the status, through outages and pauses.
    constraint status_limit_pkey PRIMARY KEY (status)
    constraint status_limit_within_check CHECK ((within > '00:00:00'::interval))

table watch -- Orders that the watchdog found standing still without an explanation.
    order_id uuid not null -- The order.
    status_version integer not null -- Where it stood; the row goes when the order has moved.
    emitted integer not null default 0 -- How often its event was emitted again.
    next_at timestamp with time zone not null -- When to look again.
    constraint watch_pkey PRIMARY KEY (order_id)
    CREATE INDEX watch_due ON watch USING btree (next_at)

-- Adds to each agent's load, less than nothing where orders left. Returns how many slots came free for new orders.
CREATE OR REPLACE FUNCTION add_to_loads(agents text[], slots integer[])
 RETURNS integer
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
    freed int;
    known int;
begin
    with locked as materialized (
        select a.id, moved.slots
        from unnest(agents, add_to_loads.slots) moved (id, slots) join agent a on a.id = moved.id
        order by a.id for update of a),
    loaded as (
        update agent a set load = a.load + l.slots from locked l where a.id = l.id
        returning case when a.on_duty then greatest(0, -l.slots) else 0 end as freed)
    select sum(l.freed), count(*) into freed, known from loaded l;
    if known < cardinality(agents) then
        raise foreign_key_violation using message = format('there is no agent by one of these names: %s', agents);
    end if;
    return freed;
end
$function$

-- Wakes orders that wait for an agent, as many as this one can take.
CREATE OR REPLACE FUNCTION agent_came_free()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.capacity > new.load then
        perform wake_orders_without_agent(new.capacity - new.load);
    end if;
    return null;
end
$function$

-- Whether the order counts in its agent's load.
CREATE OR REPLACE FUNCTION agent_carries(status order_status)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select status in ('ASSIGNED', 'PICKED_UP')
$function$

-- Deletes failures that are older, but for those of open dead letters. Returns how many.
CREATE OR REPLACE FUNCTION clean_delivery_attempts(keep interval DEFAULT '1 year 1 mon'::interval)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
    deleted bigint;
begin
    delete from delivery_attempt a
    where a.at < now() - keep and not exists (
        select from dead_letter d where d.order_id = a.order_id and d.version = a.version and d.state = 'OPEN');
    get diagnostics deleted = row_count;
    return deleted;
end
$function$

-- Deletes checkpoints that no reader will ask for again. Returns how many.
CREATE OR REPLACE FUNCTION clean_delivery_checkpoints(delay interval DEFAULT '00:02:00'::interval)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
    deleted bigint;
begin
    with kept as materialized (
        select n.gen
        from unnest(array['delivery', 'watchdog']) r (reader) cross join generate_series(0, 15) p (part)
        cross join lateral (
            (select gen from delivery_checkpoint
            where reader = r.reader and p.part::smallint = any(parts) order by gen desc limit 1)
            union all
            (select gen from delivery_checkpoint
            where reader = r.reader and p.part::smallint = any(parts) and at <= clock_timestamp() - delay
            order by gen desc limit 1)) n)
    delete from delivery_checkpoint c
    where c.at <= clock_timestamp() - delay and not exists (select from kept k where k.gen = c.gen);
    get diagnostics deleted = row_count;
    return deleted;
end
$function$

-- Closes dead letters of orders that have moved on by themselves. Returns how many.
CREATE OR REPLACE FUNCTION close_superseded_dead_letters()
 RETURNS integer
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
    closed int;
begin
    update dead_letter d set state = 'SUPERSEDED' from orders o
    where d.state = 'OPEN' and d.event_type <> 'dev.tiffin.order.updated'
        and o.id = d.order_id and o.status_version > d.version;
    get diagnostics closed = row_count;
    return closed;
end
$function$

-- Whoever writes it, a row knows its type and when its time was set.
CREATE OR REPLACE FUNCTION complete_redelivery()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.set_at := clock_timestamp();
    new.type := coalesce(new.type, new.event_type, (
        select case when l.version = l.status_version
            then 'dev.tiffin.order.' || replace(lower(l.status::text), '_', '-')
            else 'dev.tiffin.order.updated' end
        from order_log l where l.order_id = new.order_id and l.version = new.version limit 1));
    return new;
end
$function$

-- Drops the oldest month of the log that is older than that and needed by nobody. Returns it, and null as the reason it was kept; or the last month that could not be dropped and why; nulls where none is old enough.
CREATE OR REPLACE FUNCTION drop_order_log_partition(keep interval DEFAULT '1 year 1 mon'::interval, OUT month text, OUT kept_because text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '200ms'
AS $function$
declare
    candidate text;
    needed boolean;
begin
    if keep < interval '1 month' then
        raise invalid_parameter_value using message = 'the log is kept for a month at least';
    end if;
    for candidate in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'order_log'::regclass and c.relname ~ '^order_log_\d{4}_\d{2}$'
            and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' + keep <= now() at time zone 'UTC'
        order by c.relname
    loop
        month := right(candidate, 7);
        kept_because := null;
        execute format(
            'select exists (select from %I l join orders o on o.id = l.order_id and o.status_version = l.version
            where status_owner(o.status) <> %L)', candidate, 'NOBODY') into needed;
        if needed then
            kept_because := 'an order that still waits entered its status then';
            continue;
        end if;
        begin
            lock table only order_log in access exclusive mode;
            execute format('lock table %I in access exclusive mode', candidate);
            if is_log_needed(candidate) then
                kept_because := 'not everything in it is delivered, or it is to be delivered again';
                -- Gives the locks back.
                raise lock_not_available using message = kept_because;
            end if;
            execute format('drop table %I', candidate);
            kept_because := null;
            return;
        exception when lock_not_available then
            kept_because := coalesce(kept_because, 'somebody is at work in it');
        end;
    end loop;
end
$function$

-- The one way to have an event sent again: that by which the order entered its present status. Returns its version, null for an unknown order.
CREATE OR REPLACE FUNCTION emit_again(of_order uuid, why text, due timestamp with time zone DEFAULT now())
 RETURNS integer
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
    emitted int;
begin
    insert into redelivery as r (order_id, version, next_at, why)
    select o.id, o.status_version, due, emit_again.why from orders o where o.id = of_order
    on conflict (order_id, version) do update set
        gen = r.gen + 1,
        next_at = case when r.next_at <= now() then excluded.next_at else least(r.next_at, excluded.next_at) end,
        why = excluded.why
    returning version into emitted;
    perform pg_notify('order_log_ctl', '');
    return emitted;
end
$function$

-- Ends an order on an operator's word: REJECTED before a charge was asked for, REFUND_REQUESTED after. Returns the new status; null if there is no such order, or it cannot be ended where it stands.
CREATE OR REPLACE FUNCTION end_order(of_order uuid, who text, sentence text)
 RETURNS order_status
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
    ended order_status;
begin
    update orders set
        status = case when status in ('PLACED', 'VALIDATED') then 'REJECTED' else 'REFUND_REQUESTED' end::order_status,
        reason_code = 'CANCELLED_BY_OPERATOR',
        reason = sentence,
        changed_by = 'by:operator:' || who
    where id = of_order
        and status in ('PLACED', 'VALIDATED', 'PAYMENT_REQUESTED', 'PAID', 'AWAITING_RESTAURANT', 'APPROVED', 'ASSIGNED')
    returning status into ended;
    if ended is not null then
        update dead_letter set state = 'ENDED' where order_id = of_order and state = 'OPEN';
    end if;
    return ended;
end
$function$

-- Puts right what a clock that was set back has put off: events wait no longer than they were to, the watchdog and the pass over deadlines go on. Changes nothing otherwise. Returns how many events were moved.
CREATE OR REPLACE FUNCTION follow_clock_back()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
    tick constant timestamptz := clock_timestamp() + interval '1 second';
    moved int;
begin
    if not pg_try_advisory_xact_lock(7303, 2) then
        return 0;
    end if;
    update redelivery r set next_at = clock_timestamp() + greatest(s.next_at - s.set_at, interval '0')
    from (select order_id, version, next_at, set_at from redelivery
        where set_at > tick and next_at > tick and next_at < 'infinity' for update skip locked) s
    where r.order_id = s.order_id and r.version = s.version;
    get diagnostics moved = row_count;
    -- The watchdog's distances grow to an hour at most.
    update watch w set next_at = clock_timestamp() + least(interval '2 minutes' * 2 ^ least(w.emitted, 20), '1 hour')
    where w.next_at > tick + interval '1 hour';
    update delivery_checkpoint set at = clock_timestamp() where at > tick;
    -- What entered its status after the step would otherwise be taken for seen to.
    update deadline_pass set passed_until = clock_timestamp() where passed_until > tick;
    if moved > 0 then
        perform pg_notify('order_log_ctl', '');
    end if;
    return moved;
end
$function$

-- Whether a month of the log holds anything that is not delivered, not watched yet, or to be delivered again.
CREATE OR REPLACE FUNCTION is_log_needed(partition_name text)
 RETURNS boolean
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
    needed boolean;
begin
    execute format($query$
        select exists (
            select from unnest(array['delivery', 'watchdog']) r (reader) cross join generate_series(0, 15) p (part)
            left join lateral (
                select cursor from delivery_checkpoint
                where reader = r.reader and p.part::smallint = any(parts) order by gen desc limit 1) c on true
            cross join lateral (select coalesce(c.cursor, '1:1:') as cursor) read
            where exists (
                    select from %1$I l where l.xid >= pg_snapshot_xmax(read.cursor) and l.part = p.part)
                or exists (
                    select from %1$I l
                    where l.xid = any(array(select pg_snapshot_xip(read.cursor))) and l.part = p.part))
        or exists (select from redelivery r join %1$I l on l.order_id = r.order_id and l.version = r.version)
        or exists (
            select from dead_letter d join %1$I l on l.order_id = d.order_id and l.version = d.version
            where d.state = 'OPEN')$query$, partition_name) into needed;
    return needed;
end
$function$

-- Counts an order in its kitchen, or wakes one that waits for room there.
CREATE OR REPLACE FUNCTION kitchen_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
    if new.status in ('APPROVED', 'ASSIGNED') then
        update kitchen set load = load + 1 where restaurant_id = new.restaurant_id;
        return null;
    end if;
    update kitchen set load = load - 1 where restaurant_id = new.restaurant_id and load > 0;
    perform wake_orders_for_kitchen(new.restaurant_id, 1);
    return null;
end
$function$

-- Makes the partitions of so many months, by UTC, unless they exist, and moves into them what order_log_default caught. Returns how many were made. Several may call it at once.
CREATE OR REPLACE FUNCTION make_order_log_partitions(from_month date DEFAULT CURRENT_DATE, months integer DEFAULT 3)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
    first_month constant timestamp := date_trunc('month', from_month::timestamp);
    starts timestamptz;
    ends timestamptz;
    partition_name text;
    made int := 0;
begin
    perform pg_advisory_xact_lock(7303, 0);
    for i in 0 .. months - 1 loop
        starts := (first_month + i * interval '1 month') at time zone 'UTC';
        ends := (first_month + (i + 1) * interval '1 month') at time zone 'UTC';
        partition_name := 'order_log_' || to_char(starts at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(partition_name) is not null;
        execute format('create table %I (like order_log including all)', partition_name);
        execute format(
            'with moved as (delete from order_log_default where changed_at >= %L and changed_at < %L returning *)
            insert into %I select * from moved', starts, ends, partition_name);
        execute format('alter table order_log attach partition %I for values from (%L) to (%L)',
            partition_name, starts, ends);
        made := made + 1;
    end loop;
    return made;
end
$function$

-- Whether there may be a row in deadline.
CREATE OR REPLACE FUNCTION may_have_a_deadline(status order_status)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP', 'REFUND_REQUESTED')
$function$

-- Sets version, status_version, changed_at and changed_by of an order.
CREATE OR REPLACE FUNCTION number_the_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if tg_op = 'INSERT' then
        if jsonb_typeof(new.restaurant) <> 'object' or jsonb_typeof(new.lines) <> 'array' or new.lines = '[]' then
            raise check_violation using message = format('order %s needs a restaurant and lines', new.id);
        end if;
        new.version := 1;
        new.status_version := 1;
        new.changed_at := clock_timestamp();
    else
        new.version := old.version + 1;
        new.status_version := old.status_version;
        if new.status <> old.status
            or (new.status = 'REFUND_REQUESTED' and new.payment_reference is distinct from old.payment_reference) then
            new.status_version := new.version;
        end if;
        new.changed_at := greatest(clock_timestamp(), old.changed_at);
    end if;
    if starts_with(new.changed_by, 'by:') then
        new.changed_by := substr(new.changed_by, 4);
    else
        new.changed_by := 'sql:' || session_user;
        new.traceparent := null;
    end if;
    return new;
end
$function$

-- Log, doorbell, deadlines and loads of changed orders.
CREATE OR REPLACE FUNCTION order_was_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
    parts smallint[];
    any_for_a_person boolean;
    left_behind uuid[];
    agents text[];
    slots int[];
    freed int;
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, from_status, changed_at, changed_by, status_version, payment_method,
            traceparent, validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select n.id, n.version, uuid_hash(n.id) & 15, n.status, o.status, n.changed_at, n.changed_by, n.status_version,
            n.payment_method, n.traceparent, n.validated_at, n.paid_at, n.approved_at, n.agent_assigned_at,
            n.payment_reference, n.payment_attempt, n.cancel_requested_at, n.agent_id, n.promised_at,
            n.reason_code, n.reason, n.refunded_at
        from new_rows n full join old_rows o on o.id = n.id order by n.id
        returning part, status, from_status)
    select array_agg(distinct part), bool_or(waits_for_a_person(status) or may_have_a_deadline(from_status))
    into parts, any_for_a_person from logged;
    perform ring_the_bell(parts);
    if any_for_a_person is not true then
        return null;
    end if;

    left_behind := array(
        select id from old_rows where may_have_a_deadline(status)
        except select id from new_rows
        where waits_for_a_person(status) or (status = 'REFUND_REQUESTED' and status_version < version));
    delete from deadline where order_id = any(left_behind);

    insert into deadline as d (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id),
        n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where waits_for_a_person(n.status) order by n.id
    on conflict (order_id) do update set
        status_version = excluded.status_version,
        status = excluded.status,
        waits_for = excluded.waits_for,
        due_at = case when d.status_version = excluded.status_version then d.due_at else excluded.due_at end,
        raised_at = case when d.status_version = excluded.status_version then d.raised_at end
        where d.status_version <> excluded.status_version or d.waits_for <> excluded.waits_for;

    select array_agg(moved.agent_id), array_agg(moved.slots) into agents, slots
    from (
        select agent_id, sum(slot)::int as slots from (
            select agent_id, 1 as slot from new_rows where agent_carries(status)
            union all
            select agent_id, -1 from old_rows where agent_carries(status)) each_order
        group by agent_id having sum(slot) <> 0) moved;
    if agents is not null then
        freed := add_to_loads(agents, slots);
        if freed > 0 then
            perform wake_orders_without_agent(freed);
        end if;
    end if;
    return null;
end
$function$

-- Log, doorbell, deadlines and loads of new orders.
CREATE OR REPLACE FUNCTION order_was_placed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
    parts smallint[];
    any_for_a_person boolean;
    agents text[];
    slots int[];
begin
    with logged as (
        insert into order_log (
            order_id, version, part, status, changed_at, changed_by, status_version, payment_method, traceparent,
            validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at)
        select id, version, uuid_hash(id) & 15, status, changed_at, changed_by, status_version, payment_method,
            traceparent, validated_at, paid_at, approved_at, agent_assigned_at, payment_reference, payment_attempt,
            cancel_requested_at, agent_id, promised_at, reason_code, reason, refunded_at
        from new_rows order by id
        returning part, status)
    select array_agg(distinct part), bool_or(waits_for_a_person(status)) into parts, any_for_a_person from logged;
    perform ring_the_bell(parts);
    if any_for_a_person is not true then
        return null;
    end if;

    insert into deadline (order_id, status_version, status, waits_for, due_at)
    select n.id, n.status_version, n.status, waits_for(n.status, n.customer_id, n.restaurant_id, n.agent_id),
        n.changed_at + l.within
    from new_rows n left join status_limit l on l.status = n.status
    where waits_for_a_person(n.status) order by n.id;

    select array_agg(n.agent_id), array_agg(n.slots) into agents, slots
    from (select agent_id, count(*)::int as slots from new_rows where agent_carries(status) group by agent_id) n;
    if agents is not null then
        perform add_to_loads(agents, slots);
    end if;
    return null;
end
$function$

-- Settings of a role that writes orders. A plan made while a table was small must not read all of it when it has grown, and is made once, not for every value; jit would compile, and further processes start, for plans that merely look dear; an idle transaction keeps bridges awake.
CREATE OR REPLACE FUNCTION pin_index_use(of_role name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
    setting text;
begin
    foreach setting in array array['enable_seqscan = off', 'plan_cache_mode = force_generic_plan', 'jit = off',
        'max_parallel_workers_per_gather = 0', 'synchronous_commit = on',
        'idle_in_transaction_session_timeout = ''30s'''] loop
        execute format('alter role %I in database %I set %s', of_role, current_database(), setting);
    end loop;
exception when insufficient_privilege then
    raise notice 'not permitted to change settings of role %: see pin_index_use() and set them by hand',
        of_role;
end
$function$

-- Behind the view delivery_lag.
CREATE OR REPLACE FUNCTION read_delivery_lag(OUT part smallint, OUT checkpoint_at timestamp with time zone, OUT unsettled bigint, OUT oldest_unsettled_at timestamp with time zone, OUT lag_seconds double precision)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
    with newest as (
        select p.part::smallint as part, c.at, coalesce(c.cursor::text, '1:1:') as cursor
        from generate_series(0, 15) p (part) left join lateral (
            select at, cursor from delivery_checkpoint
            where reader = 'delivery' and p.part = any(parts) order by gen desc limit 1) c on true),
    behind as (
        select l.part, count(*) as events, min(l.changed_at) as oldest
        from (select cursor::pg_snapshot as cursor, array_agg(part) as parts from newest group by newest.cursor) c
        cross join lateral (
            select part, changed_at from order_log where part = any(c.parts) and xid >= pg_snapshot_xmax(c.cursor)
            union all
            select part, changed_at from order_log
            where part = any(c.parts) and xid = any(array(select pg_snapshot_xip(c.cursor)))) l
        group by l.part)
    select n.part, n.at, coalesce(b.events, 0), b.oldest,
        coalesce(extract(epoch from clock_timestamp() - b.oldest), 0)::float8
    from newest n left join behind b on b.part = n.part
$function$

-- Fails: the change would make past events untrue.
CREATE OR REPLACE FUNCTION refuse_the_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise integrity_constraint_violation using message = case tg_op
        when 'UPDATE' then format('what was fixed when order %s was placed cannot change', old.id)
        else format('%s on %s is refused: orders are kept', lower(tg_op), tg_table_name) end;
end
$function$

-- To be called once, with gateways and bridges stopped, after a dump was restored: the old cluster's transaction numbers mean nothing in the new one.
CREATE OR REPLACE PROCEDURE restore_delivery()
 LANGUAGE plpgsql
AS $procedure$
begin
    update order_log set xid = '3';
    delete from delivery_checkpoint;
    delete from redelivery;
    commit;
    insert into delivery_checkpoint (reader, parts, cursor, owner)
    select reader, array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'restore_delivery'
    from unnest(array['delivery', 'watchdog']) reader;
    perform emit_again(id, 'RESTORED') from orders where status_owner(status) = 'FUNCTION';
end
$procedure$

-- Wakes the bridges that have the parts, where they sleep. To be called in the transaction that wrote the log.
CREATE OR REPLACE FUNCTION ring_the_bell(parts smallint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
    part smallint;
begin
    foreach part in array coalesce(parts, '{}') loop
        if not pg_try_advisory_xact_lock_shared(7301, part) then
            perform pg_notify('order_log', part::text);
        end if;
    end loop;
end
$function$

-- Who has to act next: FUNCTION, CUSTOMER, RESTAURANT, AGENT or NOBODY.
CREATE OR REPLACE FUNCTION status_owner(status order_status)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case status
        when 'PLACED' then 'FUNCTION' when 'PAYMENT_REQUESTED' then 'FUNCTION' when 'PAID' then 'FUNCTION'
        when 'APPROVED' then 'FUNCTION' when 'REFUND_REQUESTED' then 'FUNCTION'
        when 'VALIDATED' then 'CUSTOMER' when 'AWAITING_RESTAURANT' then 'RESTAURANT'
        when 'ASSIGNED' then 'AGENT' when 'PICKED_UP' then 'AGENT'
        else 'NOBODY' end
$function$

-- The person an order waits for; null when it waits for a function or for nobody.
CREATE OR REPLACE FUNCTION waits_for(status order_status, customer_id text, restaurant_id text, agent_id text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case status_owner(status)
        when 'CUSTOMER' then 'customer:' || customer_id
        when 'RESTAURANT' then 'restaurant:' || restaurant_id
        when 'AGENT' then 'agent:' || agent_id end
$function$

-- Whether there is a row in deadline for sure.
CREATE OR REPLACE FUNCTION waits_for_a_person(status order_status)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')
$function$

-- Makes as many of the orders that wait longest for this kitchen due now: no more than have a chance.
CREATE OR REPLACE FUNCTION wake_orders_for_kitchen(of_restaurant text, slots integer)
 RETURNS void
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
    with longest as (
        select r.order_id, r.version
        from redelivery r join orders o on o.id = r.order_id
        where r.why = 'KITCHEN_FULL' and r.next_at > now() and o.restaurant_id = of_restaurant
        order by r.waiting_since limit slots for update of r skip locked)
    update redelivery r set next_at = now(), gen = r.gen + 1 from longest l
    where r.order_id = l.order_id and r.version = l.version;
    if found then
        perform pg_notify('order_log_ctl', '');
    end if;
end
$function$

-- Makes as many of the orders that wait longest for an agent due now: no more than have a chance.
CREATE OR REPLACE FUNCTION wake_orders_without_agent(slots integer)
 RETURNS void
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
    with longest as (
        select order_id, version from redelivery
        where why = 'NO_AGENT_FREE' and next_at > now() order by waiting_since limit slots for update skip locked)
    update redelivery r set next_at = now(), gen = r.gen + 1 from longest l
    where r.order_id = l.order_id and r.version = l.version;
    if found then
        perform pg_notify('order_log_ctl', '');
    end if;
end
$function$

-- Looks at what was settled that long ago, and emits again what has led to nothing and has no explanation. Returns how many orders were newly suspected, and how many events were emitted again, at most so many a call. Several may call it at once: one does it.
CREATE OR REPLACE FUNCTION watch_delivery(delay interval DEFAULT '00:02:00'::interval, most integer DEFAULT 1000, OUT suspected integer, OUT emitted integer)
 RETURNS record
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
declare
    stretch record;
    added int;
begin
    suspected := 0;
    emitted := 0;
    if not pg_try_advisory_xact_lock(7303, 1) then
        return;
    end if;
    for stretch in
        select coalesce(w.cursor::text, '1:1:') as since, d.cursor::text as until, array_agg(p.part::smallint) as parts
        from generate_series(0, 15) p (part)
        cross join lateral (
            select cursor from delivery_checkpoint
            where reader = 'delivery' and p.part::smallint = any(parts) and at <= clock_timestamp() - delay
            order by gen desc limit 1) d
        left join lateral (
            select cursor from delivery_checkpoint
            where reader = 'watchdog' and p.part::smallint = any(parts) order by gen desc limit 1) w on true
        group by 1, 2
    loop
        continue when stretch.since = stretch.until;
        insert into watch as known (order_id, status_version, next_at)
        select l.order_id, l.version, now()
        from (
            select order_id, version, status_version from order_log
            where xid >= pg_snapshot_xmax(stretch.since::pg_snapshot)
                and xid < pg_snapshot_xmax(stretch.until::pg_snapshot)
                and pg_visible_in_snapshot(xid, stretch.until::pg_snapshot) and part = any(stretch.parts)
            union all
            select order_id, version, status_version from order_log
            where xid = any(array(select pg_snapshot_xip(stretch.since::pg_snapshot)))
                and pg_visible_in_snapshot(xid, stretch.until::pg_snapshot) and part = any(stretch.parts)) l
        join orders o on o.id = l.order_id and o.status_version = l.version
        where l.version = l.status_version and status_owner(o.status) = 'FUNCTION'
        on conflict (order_id) do update set status_version = excluded.status_version, emitted = 0, next_at = now()
            where known.status_version <> excluded.status_version;
        get diagnostics added = row_count;
        suspected := suspected + added;
        insert into delivery_checkpoint (reader, parts, cursor, owner)
        values ('watchdog', stretch.parts, stretch.until::pg_snapshot, 'watch_delivery');
    end loop;

    with due as materialized (
        select order_id, status_version from watch where next_at <= now()
        order by next_at limit most for update skip locked),
    judged as materialized (
        select d.order_id, o.status_version = d.status_version as stands,
            exists (select from redelivery r where r.order_id = d.order_id and r.version = d.status_version)
            or exists (select from dead_letter l
                where l.order_id = d.order_id and l.version = d.status_version and l.state = 'OPEN')
            or exists (select from deadline p
                where p.order_id = d.order_id and p.status_version = d.status_version and p.raised_at is not null)
            as explained
        from due d join orders o on o.id = d.order_id),
    moved as (delete from watch w using judged j where w.order_id = j.order_id and not j.stands),
    waits as (
        update watch w set next_at = now() + delay from judged j
        where w.order_id = j.order_id and j.stands and j.explained),
    lost as (
        update watch w set
            emitted = w.emitted + 1,
            next_at = now() + least(delay * 2 ^ least(w.emitted, 20), interval '1 hour')
        from judged j where w.order_id = j.order_id and j.stands and not j.explained
        returning w.order_id)
    select count(emit_again(order_id, 'WATCHDOG')) into emitted from lost;
end
$function$
