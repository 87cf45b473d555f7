namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// The statements behind <see cref="Logins"/>. Every block takes the advisory lock of its login first, so that two nodes
/// never work on one login at once. The retry path repeats no attribute that is not needed: versions differ in which of
/// them an account without superuser rights may name at all (42501).
/// </summary>
internal static class LoginScripts
{
    private const string Declare = """
        do $jit$
        declare
          a jsonb := current_setting('jitportal.args')::jsonb;
          login text := a->>'principal';
          found_login record;
        """;

    /// <summary>Held by a connection over several transactions; its own blocks take the same lock once more.</summary>
    public const string Lock = Declare + """

        begin
          perform pg_advisory_lock(hashtextextended('jitportal ' || login, 0));
        """ + End;

    public const string Unlock = Declare + """

        begin
          perform pg_advisory_unlock(hashtextextended('jitportal ' || login, 0));
        """ + End;

    private const string Begin = Declare + """

        begin
          perform pg_advisory_xact_lock(hashtextextended('jitportal ' || login, 0));
          select oid, rolcanlogin, rolvaliduntil, shobj_description(oid, 'pg_authid') as mark
            into found_login from pg_roles where rolname = login;

        """;

    /// <summary>I-10: after the lock, since waiting for it takes time, and once more as the last step before the commit.</summary>
    private const string NotLate = $"""

          if clock_timestamp() >= (a->>'latest')::timestamptz then raise exception using errcode = '{PostgresFaults.TooLate}'; end if;

        """;

    /// <summary>A login that is gone or closed must not come back by a late extension or a late new password.</summary>
    private const string StillOpen = $"""

          if found_login.oid is null then raise exception using errcode = '{PostgresFaults.Gone}'; end if;
          if not found_login.rolcanlogin then raise exception using errcode = '{PostgresFaults.Closed}'; end if;
          if found_login.rolvaliduntil <= clock_timestamp() then raise exception using errcode = '{PostgresFaults.Ended}'; end if;

        """;

    private const string End = "\nend $jit$";

    /// <summary>
    /// Makes the login, or finds it as it was made: a repeat must undo neither a moved end nor a new password.
    /// </summary>
    public const string Open = Begin + NotLate + $"""
          if found_login.oid is null then
            execute format('create role %I login password %L valid until %L connection limit %s', login, a->>'verifier', a->>'notAfter', (a->>'limit')::int);
            execute format('comment on role %I is %L', login, a->>'mark');
            if a->>'setRole' is not null then
              execute format('alter role %I set role = %L', login, a->>'setRole');
            end if;
          elsif not found_login.rolcanlogin then
            raise exception using errcode = '{PostgresFaults.Closed}';
          elsif found_login.mark is distinct from a->>'mark' then
            raise exception using errcode = '{PostgresFaults.Foreign}';
          end if;
          if not exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
                         where u.rolname = login and r.rolname = a->>'role') then
            execute format('grant %I to %I', a->>'role', login);
          end if;
        """ + NotLate + End;

    public const string MoveEnd = Begin + NotLate + StillOpen + """
          execute format('alter role %I valid until %L', login, a->>'notAfter');
        """ + NotLate + End;

    /// <summary>Result: the login's oid, whose sessions have to end next.</summary>
    public const string Rotate = Begin + NotLate + StillOpen + """
          execute format('alter role %I password %L', login, a->>'verifier');
          perform set_config('jitportal.result', found_login.oid::text, true);
        """ + NotLate + End;

    /// <summary>Result: the login's oid, or nothing where there is none.</summary>
    public const string Disable = Begin + """
          if found_login.rolcanlogin then
            execute format('alter role %I nologin password null valid until ''epoch''', login);
          end if;
          perform set_config('jitportal.result', coalesce(found_login.oid::text, ''), true);
        """ + End;

    public const string Drop = Begin + """
          if found_login.oid is not null then
            execute format('drop role %I', login);
          end if;
        """ + End;

    /// <summary>
    /// By oid and not by name: it still finds a session whose login has just been dropped. The call stands in the select list
    /// on purpose: as a condition the planner may run it first, for everybody's sessions.
    /// </summary>
    public const string TerminateSessions = """
        select pid::text, pg_terminate_backend(pid) from pg_stat_activity where usesysid = $1::oid
        """;

    /// <summary>
    /// Where something is owned by the login or granted to it. Shared things (a database, for one) are handed over from any
    /// database; memberships go with the login itself.
    /// </summary>
    public const string DatabasesWithDependencies = """
        select distinct coalesce(d.datname, current_database())::text
        from pg_shdepend s left join pg_database d on d.oid = s.dbid
        where s.refclassid = 'pg_authid'::regclass and s.refobjid = $1::oid and s.classid <> 'pg_auth_members'::regclass
        """;

    public const string BecomeMember = Begin + """
          if not pg_has_role(found_login.oid, 'usage') then
            execute format('grant %I to current_user', login);
          end if;
        """ + End;

    /// <summary>
    /// Runs in each such database, under the lock that the closing connection holds. What runs with its owner's rights would
    /// run with the heir's from then on, for whoever may call it: so routines run with their caller's, and a relation with
    /// rules, as every view is, is open to nobody else any more.
    /// </summary>
    public const string HandOver = Declare + """

          owned record;
        begin
          for owned in
            select oid::regprocedure as routine from pg_proc where prosecdef and proowner = login::regrole
          loop
            execute format('alter routine %s security invoker', owned.routine);
          end loop;
          for owned in
            select distinct c.oid::regclass as relation, coalesce(quote_ident(r.rolname), 'public') as other
            from pg_class c
              cross join lateral (
                select c.relacl as acl union all select attacl from pg_attribute where attrelid = c.oid
              ) given
              cross join lateral aclexplode(given.acl) held
              left join pg_roles r on r.oid = held.grantee
            where c.relhasrules and c.relowner = login::regrole and held.grantee <> c.relowner
          loop
            execute format('revoke all on %s from %s cascade', owned.relation, owned.other);
          end loop;
          execute format('reassign owned by %I to %I', login, a->>'heir');
          execute format('drop owned by %I', login);
        """ + End;
}
