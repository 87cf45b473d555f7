namespace JitPortal.Connectors.PostgreSql;

/// <summary>The statements behind <see cref="Memberships"/>.</summary>
internal static class MembershipScripts
{
    /// <summary>
    /// The membership rows of one login in one role. Since version 16 there is one row for each grantor: <c>ours</c> are the
    /// rows the portal's account can take back, for a superuser also those from before it was one. A row may carry neither of
    /// the options that make it usable.
    /// </summary>
    public const string Rows = """
        select m.*, g.rolname as grantor_name,
          coalesce((to_jsonb(m)->>'inherit_option')::boolean or (to_jsonb(m)->>'set_option')::boolean, true) as usable,
          case when current_setting('server_version_num')::int < 160000 then true
               when me.rolsuper then m.grantor in (10, me.oid)
               else pg_has_role(m.grantor, 'usage') end as ours
        from pg_auth_members m left join pg_roles g on g.oid = m.grantor join pg_roles me on me.rolname = current_user
        where m.roleid = (select oid from pg_roles where rolname = wanted_role)
          and m.member = (select oid from pg_roles where rolname = wanted_member)
        """;

    /// <summary>
    /// Grants unless somebody has granted it already: a second row of our own would outlive the day its real giver takes it back.
    /// </summary>
    public const string Open = $"""
        do $jit$
        declare
          a jsonb := current_setting('jitportal.args')::jsonb;
          wanted_role text := a->>'role';
          wanted_member text := a->>'principal';
        begin
          perform pg_advisory_xact_lock(hashtextextended('jitportal ' || wanted_member, 0));
          if clock_timestamp() >= (a->>'latest')::timestamptz then raise exception using errcode = '{PostgresFaults.TooLate}'; end if;
          if not exists (select from ({Rows}) held where held.usable) then
            execute format('grant %I to %I', wanted_role, wanted_member);
          end if;
          if clock_timestamp() >= (a->>'latest')::timestamptz then raise exception using errcode = '{PostgresFaults.TooLate}'; end if;
        end $jit$
        """;

    /// <summary>
    /// Takes many memberships back in one transaction. Each item is a sub-transaction of its own, so a bad one fails alone;
    /// a role that somebody keeps locked is waited for once and not once for each of its members, and a further one hardly at all,
    /// as the statement has to end in its own time.
    /// Result: one entry for each item, in order: its error code or null, and who else granted it.
    /// </summary>
    public const string Close = $"""
        do $jit$
        declare
          outcome jsonb := '[]';
          busy text[] := array[]::text[];
          wanted_role text;
          wanted_member text;
          held record;
        begin
          for wanted_role, wanted_member in
            select i->>'role', i->>'principal' from jsonb_array_elements(current_setting('jitportal.args')::jsonb) with ordinality as x(i, n) order by n
          loop
            begin
              if wanted_role = any(busy) then raise lock_not_available; end if;
              perform pg_advisory_xact_lock(hashtextextended('jitportal ' || wanted_member, 0));
              for held in {Rows} loop
                continue when not held.ours;
                if current_setting('server_version_num')::int < 160000 then
                  execute format('revoke %I from %I', wanted_role, wanted_member);
                else
                  execute format('revoke %I from %I granted by %I', wanted_role, wanted_member, held.grantor_name);
                end if;
              end loop;
              outcome := outcome || jsonb_build_object('others',
                (select string_agg(rest.grantor_name, ', ') from ({Rows}) rest));
            exception when others then
              if sqlstate = '55P03' then
                busy := busy || wanted_role;
                perform set_config('lock_timeout', '10ms', true);
              end if;
              outcome := outcome || jsonb_build_object('state', sqlstate);
            end;
          end loop;
          perform set_config('jitportal.result', outcome::text, true);
        end $jit$
        """;

    /// <summary>Asks every session of these logins to end, each by itself. Result: pid, login and error code of each.</summary>
    public const string TerminateSessions = """
        do $jit$
        declare
          outcome jsonb := '[]';
          open_session record;
        begin
          for open_session in
            select pid, usename from pg_stat_activity
            where usename in (select jsonb_array_elements_text(current_setting('jitportal.args')::jsonb)) and pid <> pg_backend_pid()
          loop
            begin
              perform pg_terminate_backend(open_session.pid);
              outcome := outcome || jsonb_build_object('pid', open_session.pid, 'login', open_session.usename);
            exception when others then
              outcome := outcome || jsonb_build_object('pid', open_session.pid, 'login', open_session.usename, 'state', sqlstate);
            end;
          end loop;
          perform set_config('jitportal.result', outcome::text, true);
        end $jit$
        """;

    /// <summary>Which of these sessions (<c>[{"pid":1,"login":"alice"}]</c>) are still there.</summary>
    public const string StillOpen = """
        select pid::text from pg_stat_activity
        where (pid, usename) in (select (s->>'pid')::int, (s->>'login')::name from jsonb_array_elements($1::jsonb) s)
        """;
}
