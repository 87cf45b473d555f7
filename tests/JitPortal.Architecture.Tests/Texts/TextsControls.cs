namespace JitPortal.Architecture.Tests.Texts;

internal static class TextsControls
{
    private const string Page = "src/JitPortal.Web/Grants/GrantPage.razor";
    private const string Words = "src/JitPortal.Web/Grants/GrantWords.cs";

    public static IReadOnlyList<Control> All { get; } =
    [
        Texts(["Ends"], "<p>@T(\"Ends\")</p><p>@T(\"Starts\")</p>", "<p>@T(\"Ends\")</p>"),
        Texts(["Ends", "Gone"], "<p>@T(\"Ends\")</p>", "<p>@T(\"Ends\") @T(\"Gone\")</p>"),
        Texts(["ends {0:0.#} for {1}"], "<p>@T($\"ends {when} for {who}\")</p>", "<p>@T($\"ends {when:0.#} for {of[\"a\"]}\")</p>"),
        Texts(["“{0}” of {{1}} is over, and nobody knows"], "<p>@T($\"“{a}” of {1} is over, and nobody knows\")</p>", "<p>@T($\"“{a}” of {{1}} is over, \" + $\"and nobody knows\")</p>"),
        Texts(["a {0} and nobody"], "<p>@T($\"a {b} \" + \"and nobody\")</p>", "<p>@T($\"a {b} and nobody\")</p>"),
        Texts(["a {b} and nobody"], "<p>@T($\"a {b} and nobody\")</p>", "<p>@T($\"a {{b}} and nobody\")</p>"),
        Texts(["a \"quoted\" word"], "<p>@T(word)</p>", "<p title=\"@T(\"\"\"a \"quoted\" word\"\"\")\">@ATT(word)</p>"),
        Texts(["Story", "story"], "<p>@T(\"Story\") @T(\"story\") @T(\"STORY\")</p>", "<p>@T(\"Story\") @T(\"story\")</p>"),
        InCode("class A { string a => T(\"Ends\") + T(\"Starts\"); }", "class A { string a => T(\"Ends\") + text.T(\"Starts\"); }"),
        InCode("class A { string a => T(name); }", "class A { string a => T(\"Ends\"); }"),
        new("texts", Swapped(), Tree.Planted((Page, "@T(\"Ends\") @T(\"Starts\")"), (ResxFile.English, ResxFile.Of(["Starts", "Ends"])))),
        Translated("Slutter {1}", "Slutter {0}"),
        Control.In(Page, "literal-text", "<p>Ends</p>", "<p>@T(\"Ends\")</p>"),
        Control.In(Page, "literal-text", "<p>@count left</p>", "<p>@T($\"{count} left\") · 1 / 2</p>"),
        Control.In(Page, "literal-text", "<b>1@laptop</b>", "<b>1 @laptop</b>"),
        Control.In(Page, "literal-text", "<a aria-label=\"Close it\">x</a>", "<a class=\"close it\" aria-label=\"@T(\"Close it\")\">×</a>"),
        Control.In(Page, "literal-text", "<Notice Title=\"Over\" />", "<Notice Tone=\"Tone.Bad\" Title=\"@T(\"Over\")\" />"),
        Control.In(Page, "literal-text", "@if (a < b) { <p>@a</p> } else { <b>Over</b> }", "@if (a < b) { <p>@a</p> } else if (c) { var d = \"Over\"; <kbd>Esc</kbd> }"),
        Control.In(Page, "literal-text", "@foreach (var a in b) {<i>@a</i>}\nOver", "@foreach (var a in b) {<i>@a</i>}\n<PageTitle>@T(\"Over\") · JitPortal</PageTitle>"),
        Control.In(Page, "literal-text", "@code { RenderFragment A => @<b>Over</b>; }", "@code { RenderFragment A => @<b>@T(\"Over\")</b>; string B => \"Over\"; }"),
        Control.In(Page + ".cs", "shown", "class A { string? a => done.Refusal?.Message; }", "class A { string? a => done.Refusal?.Shown; string b(Exception e) => e.Message; }"),
        Control.In(Page + ".cs", "shown", "class A { string a => refusal.Message; }", "class A { string a => Message; }"),
    ];

    private static Control Texts(string[] known, string breach, string sound) =>
        new("texts", Tree.Planted((Page, breach), (ResxFile.English, ResxFile.Of(known))), Tree.Planted((Page, sound), (ResxFile.English, ResxFile.Of(known))));

    private static Control InCode(string breach, string sound) =>
        new("texts", Tree.Planted((Words, breach), (ResxFile.English, ResxFile.Of(["Ends"]))), Tree.Planted((Words, sound), (ResxFile.English, ResxFile.Of(["Ends"]))));

    /// <summary>The same entries in another order: two people's changes would no longer be merged.</summary>
    private static Tree Swapped() => Tree.Planted(
        (Page, "@T(\"Ends\") @T(\"Starts\")"),
        (ResxFile.English, ResxFile.Of(["a", "b"]).Replace(">a<", ">Starts<", StringComparison.Ordinal).Replace("…a", "Starts", StringComparison.Ordinal)
            .Replace(">b<", ">Ends<", StringComparison.Ordinal).Replace("…b", "Ends", StringComparison.Ordinal)));

    private static Control Translated(string breach, string sound) => new("texts", InDanish(breach), InDanish(sound));

    private static Tree InDanish(string danish) => Tree.Planted(
        (Page, "@T($\"Ends {when}\")"),
        (ResxFile.English, ResxFile.Of(["Ends {0}"])),
        ("src/JitPortal.Domain/Texts/Texts.da.resx", $"<root><data name=\"Ends {{0}}\"><value>{danish}</value></data></root>"));
}
