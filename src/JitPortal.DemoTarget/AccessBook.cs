using System.Text.Json;

namespace JitPortal.DemoTarget;

/// <summary>Who has which access from the portal. Everything is safe to repeat, and what was closed stays closed.</summary>
internal sealed class AccessBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Access> byGrant;
    private readonly Staff staff;
    private readonly Sessions sessions;
    private readonly TimeProvider clock;
    private readonly string? file;

    public AccessBook(Staff staff, Sessions sessions, TimeProvider clock, string? file)
    {
        (this.staff, this.sessions, this.clock, this.file) = (staff, sessions, clock, file);
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<List<Access>>(File.ReadAllText(file)) ?? [] : [];
        byGrant = kept.ToDictionary(a => a.Grant, StringComparer.Ordinal);
    }

    public (string, int) Open(MessageData asked)
    {
        lock (gate)
        {
            if (asked.Latest <= clock.GetUtcNow())
                return ("too_late", 0);
            if (byGrant.TryGetValue(asked.Grant, out var known))
                return (known.Closed ? "closed" : "done", 0);
            if (!Roles.All.Contains(asked.Role))
                return ("unknown_role", 0);
            var own = asked.Mode == Access.Existing;
            if (own != staff.Knows(asked.Principal))
                return (own ? "missing" : "foreign", 0);
            Keep(new Access(asked.Grant, asked.Principal, asked.Role, asked.Mode, asked.NotAfter, asked.Verifier, asked.Serial, Closed: false));
            return ("done", 0);
        }
    }

    /// <summary>Another end, and with <paramref name="rotate"/> another password, which ends the sessions of the old one.</summary>
    public (string, int) Change(MessageData asked, bool rotate)
    {
        lock (gate)
        {
            if (asked.Latest <= clock.GetUtcNow())
                return ("too_late", 0);
            if (!byGrant.TryGetValue(asked.Grant, out var known))
                return ("missing", 0);
            if (!known.IsOpen(clock.GetUtcNow()))
                return ("closed", 0);
            if (asked.Serial <= known.Serial)
                return (asked.Serial == known.Serial ? "done" : "superseded", 0);
            Keep(known with { NotAfter = asked.NotAfter, Serial = asked.Serial, Verifier = rotate ? asked.Verifier : known.Verifier });
            return ("done", rotate ? sessions.End(known.Principal) : 0);
        }
    }

    /// <summary>Also of what was never opened: a message to open it that comes later is then refused.</summary>
    public (string, int) Close(MessageData asked)
    {
        lock (gate)
        {
            var known = byGrant.GetValueOrDefault(asked.Grant) ?? new Access(asked.Grant, asked.Principal, asked.Role, asked.Mode, DateTimeOffset.MinValue, null, 0, Closed: false);
            Keep(known with { Closed = true, Verifier = null });
            return ("done", RolesNow(asked.Principal).Contains(asked.Role) ? 0 : sessions.End(asked.Principal));
        }
    }

    public object Observe(MessageData asked)
    {
        lock (gate)
        {
            var ours = byGrant.GetValueOrDefault(asked.Grant) is { } access && access.HoldsSessions(clock.GetUtcNow());
            var present = RolesNow(asked.Principal).Contains(asked.Role);
            return new
            {
                asked.Grant,
                Present = present,
                Ours = ours,
                Sessions = present ? sessions.CountOf(asked.Principal) : 0,
                NotAfter = ours ? byGrant[asked.Grant].NotAfter : (DateTimeOffset?)null,
            };
        }
    }

    /// <summary>Everything that anybody has here, whoever gave it.</summary>
    public IReadOnlyList<object> List()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return
            [
                .. byGrant.Values.Where(a => a.IsOpen(now)).Select(a => new { a.Principal, a.Role, Grant = (string?)a.Grant, NotAfter = (DateTimeOffset?)a.NotAfter }),
                .. staff.Everybody.Select(s => new { Principal = s.Login, s.Role, Grant = (string?)null, NotAfter = (DateTimeOffset?)null }),
            ];
        }
    }

    /// <summary>Whether somebody may sign in with this.</summary>
    public bool Accepts(string login, string password)
    {
        lock (gate)
            return staff.Accepts(login, password) || OwnLogin(login) is { } access && access.IsOpen(clock.GetUtcNow()) && access.Accepts(password);
    }

    /// <summary>Whether a session of this login may go on.</summary>
    public bool MayStay(string login)
    {
        lock (gate)
            return staff.Knows(login) || OwnLogin(login)?.HoldsSessions(clock.GetUtcNow()) == true;
    }

    public IReadOnlyList<string> RolesOf(string login)
    {
        lock (gate)
            return RolesNow(login);
    }

    /// <summary>The last end of anything this login has from the portal; <see langword="null"/> if it has nothing.</summary>
    public DateTimeOffset? EndOf(string login)
    {
        lock (gate)
            return byGrant.Values.Where(a => a.Principal == login && !a.Closed).Max(a => (DateTimeOffset?)a.NotAfter);
    }

    private Access? OwnLogin(string login) => byGrant.Values.FirstOrDefault(a => a.Principal == login && a.Mode != Access.Existing);

    private IReadOnlyList<string> RolesNow(string login) =>
        [.. staff.RolesOf(login), .. byGrant.Values.Where(a => a.Principal == login && a.HoldsSessions(clock.GetUtcNow())).Select(a => a.Role)];

    private void Keep(Access access)
    {
        byGrant[access.Grant] = access;
        if (file is null)
            return;
        var next = file + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(byGrant.Values));
        File.Move(next, file, overwrite: true);
    }
}
