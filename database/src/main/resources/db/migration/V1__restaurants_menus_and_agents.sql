create table restaurant (
    id text primary key check (id <> ''),
    name text not null check (name <> ''),
    cuisine text not null,
    address text not null,
    latitude float8 not null check (latitude between -90 and 90),
    longitude float8 not null check (longitude between -180 and 180),
    time_zone text not null,
    delivery_radius_metres int not null check (delivery_radius_metres > 0),
    minimum_order bigint not null check (minimum_order >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    approval text not null check (approval in ('AUTOMATIC', 'BY_HAND')),
    preparation_minutes int not null check (preparation_minutes between 1 and 240)
);

comment on table restaurant is
    'Who cooks. An order keeps a copy of what its steps need to know, so a change here touches new orders only.';
comment on column restaurant.id is 'Short readable name; also the subject of the tokens of the people who work there.';
comment on column restaurant.name is 'As customers know it.';
comment on column restaurant.cuisine is 'What kind of food, for people to read.';
comment on column restaurant.address is 'Street and number.';
comment on column restaurant.latitude is 'Degrees, north positive.';
comment on column restaurant.longitude is 'Degrees, east positive.';
comment on column restaurant.time_zone is 'IANA zone in which opening_hours are meant.';
comment on column restaurant.delivery_radius_metres is 'Farthest delivery, as the crow flies.';
comment on column restaurant.minimum_order is 'Least total of an order, minor units.';
comment on column restaurant.currency is 'ISO 4217 code of all prices on the menu.';
comment on column restaurant.approval is
    'AUTOMATIC: approved on its behalf. BY_HAND: a person there approves or declines.';
comment on column restaurant.preparation_minutes is 'Usual time from approval to pick-up.';

create table opening_hours (
    restaurant_id text not null references restaurant,
    day smallint not null check (day between 1 and 7),
    opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    closes text not null check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
    primary key (restaurant_id, day, opens)
);

comment on table opening_hours is 'When a restaurant takes orders, one row a stretch; no row, never.';
comment on column opening_hours.restaurant_id is 'Whose.';
comment on column opening_hours.day is 'ISO day of the week on which the stretch begins, 1 is Monday.';
comment on column opening_hours.opens is 'Local time HH:mm.';
comment on column opening_hours.closes is 'Local time HH:mm; not after opens means the next day, 24:00 is midnight.';

create table menu_item (
    id text primary key check (id <> ''),
    restaurant_id text not null references restaurant,
    name text not null check (name <> ''),
    description text not null default '',
    category text not null,
    price bigint not null check (price > 0),
    available boolean not null default true,
    options jsonb not null default '[]' check (jsonb_typeof(options) = 'array')
);
create index menu_item_of_restaurant on menu_item (restaurant_id, category, name);

comment on table menu_item is 'What can be ordered. The only source of prices: those that clients send are never read.';
comment on column menu_item.id is 'Short readable name.';
comment on column menu_item.restaurant_id is 'Who cooks it.';
comment on column menu_item.name is 'As on the menu.';
comment on column menu_item.description is 'A line more about it; may be empty.';
comment on column menu_item.category is 'Heading on the menu.';
comment on column menu_item.price is 'Price of one without options, minor units of the restaurant''s currency.';
comment on column menu_item.available is 'Whether it can be ordered just now.';
comment on column menu_item.options is 'Extras: a list of {"name": text, "price": minor units on top of the dish''s}.';

create table agent (
    id text primary key check (id <> ''),
    name text not null check (name <> ''),
    latitude float8 not null check (latitude between -90 and 90),
    longitude float8 not null check (longitude between -180 and 180),
    capacity int not null check (capacity > 0),
    load int not null default 0,
    on_duty boolean not null default true,
    position_at timestamptz not null default now(),
    constraint agent_never_above_capacity check (load between 0 and capacity)
) with (fillfactor = 50);

comment on table agent is 'Who delivers. Kept half empty, so that load and position change without touching an index.';
comment on column agent.id is 'Short readable name; also the subject of the agent''s tokens.';
comment on column agent.name is 'As customers see it.';
comment on column agent.latitude is 'Last known position, degrees, north positive.';
comment on column agent.longitude is 'Last known position, degrees, east positive.';
comment on column agent.capacity is 'How many orders the agent carries at once.';
comment on column agent.load is 'Orders in ASSIGNED and PICKED_UP. Kept by the triggers of orders, by nobody else.';
comment on column agent.on_duty is 'Whether new orders may be assigned.';
comment on column agent.position_at is 'When the position was reported.';
