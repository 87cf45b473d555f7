namespace JitPortal.Architecture.Tests.Code;

internal static class CodeControls
{
    private const string Source = "src/JitPortal.Storage/Grants/GrantRows.cs";
    private const string Test = "tests/JitPortal.Domain.Tests/Grants/GrantTests.cs";
    private const string Markup = "src/JitPortal.Web/Grants/GrantPage.razor";

    public static IReadOnlyList<Control> All { get; } =
    [
        Icons("@Glyph.Small(\"clok\")", "@Glyph.Small(\"clock\")"),
        Icons("@StateChip.Of(new(T(\"Late\"), \"clok\", Tone.Bad))", "@StateChip.Of(new(T(\"Late\"), \"clock\", Tone.Bad), \"late\")"),
        Icons("@{ Place a = new(\"a\", \"/a\", \"clok\", T(\"A\")); }", "@{ Place a = new(\"a\", \"/a\", \"clock\", T(\"A\")); }"),
        Control.In(Source, "clock", "class A { object a = System.DateTimeOffset.UtcNow; }", "class A { object a(Clock Clock) => Clock.Now; }"),
        Control.In(Test, "clock", "class A { object a = DateTime.Today; }", "class A { string a = \"DateTime.Today\"; }"),
        Control.In(Markup, "clock", "<p>@DateTime.Now</p>", "<p>@Clock.Now()</p>"),
        Control.In(Source, "blocking", "class A { int a(Task<int> readTask) => readTask.Result; }", "class A { Truth a(Clause clause) => clause.Result; }"),
        Control.In(Source, "blocking", "class A { int a() => db.CountAsync(ct).Result; }", "class A { Truth a() => Evaluate(clause).Result; }"),
        Control.In(Source, "blocking", "class A { void a(Task t) => t.Wait(); }", "class A { async Task a(Task t) => await t.WaitAsync(limit); }"),
        Control.In(Source, "blocking", "class A { int a(Task<int> t) => t.GetAwaiter().GetResult(); }", "class A { Func<int> a(X x) => x.GetResult; }"),
        Control.In(Source, "blocking", "class A { void a() => Thread.Sleep(1); }", "class A { void a(Laptop l) => l.Sleep(1); }"),
        Control.In(Markup, "blocking", "@code { void A(Task t) => t.Wait(); }", "@code { Task A(Task t) => t.WaitAsync(limit); }"),
        Control.In(Markup, "blocking", "<p>@ReadAsync(id).Result</p>", "<p>@clause.Result</p>"),
        Control.In(Source, "sql-clock", "class A { string a = \"delete from grants where ends_at < NOW()\"; }", "class A { string a = \"where ends_at < @now\"; }"),
        Control.In(Source, "sql-clock", "class A { string a = $\"\"\"\n  select {column}, current_timestamp\n  \"\"\"; }", "class A { string a = $\"{clock.Now()}\"; }"),
        Control.In(Source, "deferred-transaction", "class A { void a(C c) => c.BeginTransaction(deferred: true); }", "class A { void a(C c) => c.BeginTransaction(deferred: false); }"),
        Control.In(Source, "retry-strategy", "class A { void a(O o) => o.EnableRetryOnFailure(); }", "class A { void a(O o) => o.CommandTimeout(5); }"),
        Control.In(Source, "unfinished", "class A { } // TODO: revoke", "class A { } // what is left to do is in the ledger"),
        Control.In(Source, "unfinished", "/* FIXME */ class A { }", "class A { string a = \"TODO\"; }"),
        Control.In(Source, "unfinished", "class A { void a() => throw new NotImplementedException(); }", "class A { void a() => throw new NotSupportedException(); }"),
        Control.In(Markup, "unfinished", "@* TODO *@", "@* done *@"),
        Control.In(Test, "sleep-in-test", "class A { async Task a() => await Task.Delay(500); }", "class A { async Task a() => await Until(() => done); }"),
        Control.In(Test, "sleep-in-test", "class A { async Task a() => await page.WaitForTimeoutAsync(500); }", "class A { async Task a() => await page.WaitForURLAsync(url); }"),
        Control.In(Source, "broad-catch", "class A { void a() { try { } catch (Exception e) { } } }", "class A { void a() { try { } catch (IOException) { } } }"),
        Control.In(Source, "broad-catch", "class A { void a() { try { } catch { } } }", "class A { void a() { try { } finally { } } }"),
        Control.In(
            Source,
            "broad-catch",
            "class A { void a() { try { } catch (Exception e) when (!ct.IsCancellationRequested) { } } }",
            "class A { void a() { try { } catch (Exception e) when (Faults.Translate(e) is not null) { } catch (Exception e) when (IsUndecodable(e)) { } } }"),
        Control.In(
            Source,
            "broad-catch",
            "class A { void a() { try { } catch (Exception e) when (e is not IOException) { } } }",
            "class A { void a() { try { } catch (Exception e) when (!stopping && e is IOException or TimeoutException) { } } }"),
    ];

    private static Control Icons(string breach, string sound) => new("icons", WithClock(breach), WithClock(sound));

    private static Tree WithClock(string markup) => Tree.Planted((Markup, markup), (IconRule.Sprite, "<symbol id=\"icon-clock\" viewBox=\"0 0 24 24\" />"));
}
