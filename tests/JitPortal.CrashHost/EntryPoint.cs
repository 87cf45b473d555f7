using JitPortal.CrashHost;
using JitPortal.TestKit.Portal;

// JitPortal.CrashHost SCENARIO DATABASE CONNECTION FOLDER
// Plays one node of the portal on a database that a test has prepared, to be killed somewhere on the way: JIT_CRASH_AT names the
// failpoint, JIT_PAUSE_AT one at which it stops itself instead. What it has been promised it prints, a line each: "filed ID".
var database = TestDatabase.Attach(Enum.Parse<DatabaseKind>(args[1]), args[2], args[3]);
await using var portal = await TestPortal.CreateAsync(database);
var scene = await Scene.AttachAsync(portal);
var walk = new Walk(portal, scene, database, Promise);
await (Enum.Parse<Scenario>(args[0]) switch
{
    Scenario.Walk => walk.RunAsync(),
    Scenario.Outage => walk.ThroughAnOutageAsync(),
    Scenario.OpenOnly => walk.OpenOnlyAsync(),
    _ => throw new ArgumentOutOfRangeException(args[0]),
});

static void Promise(string what)
{
    Console.WriteLine(what);
    Console.Out.Flush();
}
