using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;

namespace JitPortal.Application.Catalog;

/// <summary>What people write about an entitlement; every mistake at once.</summary>
internal static class EntitlementCheck
{
    public static Refusal NotAllowed => new Refusal.Forbidden(Both("Only administrators change the catalogue."));

    private const int MostTags = 20;
    private const int LongestTag = 30;

    public static IEnumerable<FieldError> Mistakes(string description, IReadOnlyList<string> tags) =>
        TextCheck.Mistakes("description", description, 2_000).Concat(TagMistakes(tags));

    private static IEnumerable<FieldError> TagMistakes(IReadOnlyList<string> tags) =>
        tags.Count > MostTags || tags.Any(tag => string.IsNullOrWhiteSpace(tag) || TextCheck.Mistakes("tags", tag, LongestTag).Any())
            ? [new FieldError("tags", Both($"Use at most {MostTags} tags of 1 to {LongestTag} printable characters."))]
            : [];
}
