-- The gateway looks at the end of a long log many times a second. For a large table the planner has two more processes
-- started for that, which costs more than the look. (R__who_may_do_what hands the settings out.)
create or replace function pin_index_use(of_role name) returns void language plpgsql as $$
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
$$;
comment on function pin_index_use(name) is
    'Settings of a role that writes orders. A plan made while a table was small must not read all of it when it has '
    'grown, and is made once, not for every value; jit would compile, and further processes start, for plans that '
    'merely look dear; an idle transaction keeps bridges awake.';
