using Microsoft.AspNetCore.Components;

namespace JitPortal.DevIssuer;

/// <summary>The page on which a developer says who they are.</summary>
public sealed partial class AccountPicker
{
    internal const string PersonField = "__person";
    internal const string SecondFactorField = "__second-factor";

    /// <summary>The authorization request, carried through the form so that it is complete when the answer comes.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; set; }

    /// <summary>Who the portal expects (from a host name such as <c>mira.localhost</c>); listed first.</summary>
    [Parameter]
    public string? LoginHint { get; set; }

    [Parameter]
    public bool SecondFactor { get; set; }

    private IEnumerable<DevPerson> People => DevPeople.All.OrderByDescending(person => person.Subject == LoginHint);

    private static string Initials(DevPerson person) => string.Concat(person.Name.Split(' ').Select(word => word[0]));
}
