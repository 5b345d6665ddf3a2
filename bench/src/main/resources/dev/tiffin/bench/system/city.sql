-- A city in which every order of the bench goes all the way: restaurants that are always open and approve by themselves,
-- and agents enough for any run. Capacity is enforced as ever; nobody delivers, so load only grows.
insert into restaurant (
    id, name, cuisine, address, latitude, longitude, time_zone, delivery_radius_metres, minimum_order, currency, approval,
    preparation_minutes)
select 'bench-restaurant-' || n, 'Bench Restaurant ' || n, 'Everything', 'Bench Street ' || n, 52.50 + n * 0.005,
       13.38 + n * 0.005, 'Europe/Berlin', 20000, 0, 'EUR', 'AUTOMATIC', 20
from generate_series(1, 8) n;

insert into opening_hours (restaurant_id, day, opens, closes)
select 'bench-restaurant-' || n, day, '00:00', '24:00'
from generate_series(1, 8) n, generate_series(1, 7) day;

insert into menu_item (id, restaurant_id, name, category, price)
select 'bench-restaurant-' || n || '-' || dish, 'bench-restaurant-' || n, 'Dish ' || dish, 'Dishes', 1000 + dish * 50
from generate_series(1, 8) n, generate_series(1, 10) dish;

update agent set on_duty = false;

insert into agent (id, name, latitude, longitude, capacity)
select 'bench-agent-' || n, 'Bench Agent ' || n, 52.48 + (n % 20) * 0.004, 13.36 + (n / 20) * 0.008, 1000000
from generate_series(1, 200) n;

analyze restaurant, opening_hours, menu_item, agent;
