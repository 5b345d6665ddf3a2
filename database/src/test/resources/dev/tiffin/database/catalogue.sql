-- What there is, as text that is the same on every PostgreSQL from 15 to 18: that is why pg_dump does not do. Months of the
-- log come and go and are left out. Not-null constraints have names of their own since 18 and are shown with the column.
with relation as (
    select c.oid, c.relname, c.relkind, c.reloptions, c.relpartbound
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history' and c.relkind in ('r', 'p', 'v', 'S')
        and (not c.relispartition or c.relname = 'order_log_default')),
line as (
    select 1 as chapter, t.typname::text as name, 0 as kind, 0 as place,
        format('create type %s as enum (%s);', t.typname,
            (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
        || coalesce(' -- ' || obj_description(t.oid, 'pg_type'), '') as text
    from pg_type t where t.typtype = 'e' and t.typnamespace = 'public'::regnamespace
    union all
    select 2, s.seqrelid::regclass::text, 0, 0,
        format('create sequence %s as %s start %s increment %s;', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement)
        || coalesce(' -- ' || obj_description(s.seqrelid, 'pg_class'), '')
    from pg_sequence s join relation r on r.oid = s.seqrelid
    union all
    select 3, r.relname, 0, 0,
        case r.relkind when 'v' then E'\nview ' else E'\ntable ' end || r.relname
        || coalesce(' partition by ' || pg_get_partkeydef(r.oid), '')
        || case when r.relpartbound is not null then ' partition of order_log ' || pg_get_expr(r.relpartbound, r.oid) else '' end
        || coalesce(' with (' || array_to_string(r.reloptions, ', ') || ')', '')
        || coalesce(' -- ' || obj_description(r.oid, 'pg_class'), '')
    from relation r where r.relkind <> 'S'
    union all
    select 3, r.relname, 1, a.attnum,
        format('    %s %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attnotnull then ' not null' else '' end
        || case a.attidentity when 'a' then ' generated always as identity' else '' end
        || case when a.attgenerated = 's' then format(' generated always as %s stored', pg_get_expr(d.adbin, d.adrelid))
            when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || coalesce(' -- ' || col_description(r.oid, a.attnum), '')
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
    where r.relkind <> 'S' and r.relpartbound is null
    union all
    select 3, r.relname, 2, row_number() over (partition by r.oid order by k.conname)::int,
        format('    constraint %s %s', k.conname, pg_get_constraintdef(k.oid))
    from relation r join pg_constraint k on k.conrelid = r.oid and k.contype <> 'n'
    union all
    select 3, r.relname, 3, row_number() over (partition by r.oid order by i.indexrelid::regclass::text)::int,
        '    ' || replace(pg_get_indexdef(i.indexrelid), 'public.', '')
    from relation r join pg_index i on i.indrelid = r.oid
    where not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))
    union all
    select 3, r.relname, 4, row_number() over (partition by r.oid order by t.tgname)::int,
        '    ' || replace(pg_get_triggerdef(t.oid), 'public.', '')
    from relation r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
    union all
    select 4, p.oid::regprocedure::text, 0, 0,
        format(E'\n-- %s\n', obj_description(p.oid, 'pg_proc')) || trim(trailing E'\n' from replace(pg_get_functiondef(p.oid), 'public.', ''))
    from pg_proc p where p.pronamespace = 'public'::regnamespace)
select text from line order by chapter, name collate "C", kind, place
