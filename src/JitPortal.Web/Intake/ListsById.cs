using JitPortal.Domain;

namespace JitPortal.Web.Intake;

/// <summary>Lists whose pages go on after an id.</summary>
internal static class ListsById
{
    /// <param name="kind">A cursor of another list is refused.</param>
    /// <param name="most">The most on one page.</param>
    /// <param name="read">Given the id to go on after, <see langword="null"/> for the first page, and how many to read.</param>
    public static async Task<IResult> PageAsync<TRow, TJson>(
        this ApiCall call, string kind, int most, Func<Guid?, int, Task<IReadOnlyList<TRow>>> read, Func<TRow, TJson> show, Func<TJson, string> idOf)
    {
        var page = PageAsked.Of(call, kind, most);
        var after = page.Succeeded ? After(page.Value) : page.Refusal;
        if (!after.Succeeded)
            return ApiProblems.Of(after.Refusal);
        var rows = await read(after.Value, page.Value.ToRead);
        return TypedResults.Ok(page.Value.Answer(call, kind, [.. rows.Select(show)], idOf));
    }

    private static Outcome<Guid?> After(PageAsked page)
    {
        if (page.After is not { } mark)
            return (Guid?)null;
        return Guid.TryParse(mark, out var id) ? id : new Refusal.Invalid("cursor", "This is not a cursor of this list.");
    }
}
