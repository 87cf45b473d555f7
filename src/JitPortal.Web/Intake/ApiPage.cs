using System.Buffers.Text;
using System.Globalization;
using System.Text;
using JitPortal.Domain;
using Microsoft.AspNetCore.Http.Extensions;

namespace JitPortal.Web.Intake;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">The <c>cursor</c> of the next page; absent on the last one.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where a page begins and how long it is: the query's <c>cursor</c> and <c>limit</c>.</summary>
/// <param name="After">What the cursor stands for; <see langword="null"/> on the first page.</param>
internal sealed record PageAsked(string? After, int Limit)
{
    private const int Usual = 50;
    private const int LongestCursor = 200;

    /// <summary>How many to read for it: one more than it shows tells whether there is a next page.</summary>
    public int ToRead => Limit + 1;

    /// <param name="kind">A cursor of another list is refused.</param>
    public static Outcome<PageAsked> Of(ApiCall call, string kind, int most)
    {
        var limit = call.Query("limit") is { } text ? Whole(text, most) : Usual;
        if (limit is null)
            return new Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"Ask for 1 to {most} items."));
        if (call.Query("cursor") is not { } cursor)
            return new PageAsked(null, limit.Value);
        return Read(cursor, kind) is { } after
            ? new PageAsked(after, limit.Value)
            : new Refusal.Invalid("cursor", "This is not a cursor of this list. Begin without one, or take “next” of the page before.");
    }

    /// <param name="items">As many as there are of <see cref="ToRead"/>.</param>
    /// <returns>The page, with the address of the next one in <c>Link</c> where there is one.</returns>
    public ApiPage<T> Answer<T>(ApiCall call, string kind, IReadOnlyList<T> items, Func<T, string> mark)
    {
        if (items.Count <= Limit)
            return new ApiPage<T>(items, null);
        var next = Write(kind, mark(items[Limit - 1]));
        call.LinkNext(new QueryBuilder { { "limit", Limit.ToString(CultureInfo.InvariantCulture) }, { "cursor", next } });
        return new ApiPage<T>([.. items.Take(Limit)], next);
    }

    private static string Write(string kind, string mark) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{kind}:{mark}"));

    private static string? Read(string cursor, string kind)
    {
        if (cursor.Length > LongestCursor || !Base64Url.IsValid(cursor))
            return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(kind + ":", StringComparison.Ordinal) ? text[(kind.Length + 1)..] : null;
    }

    private static int? Whole(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
