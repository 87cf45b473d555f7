using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>One rule as a sentence: what it does, and when.</summary>
public sealed partial class RuleCard
{
    [Parameter, EditorRequired]
    public required JsonObject Rule { get; set; }

    /// <summary>In the document, such as <c>rules[0]</c>.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [CascadingParameter]
    public required PolicyEdit Edit { get; set; }

    private string Id => Rule["id"]?.ToString() ?? "";

    private JsonObject Effect => Rule["effect"]!.AsObject();

    private JsonObject When => Rule["when"]!.AsObject();

    private string Kind => Effect["kind"]!.ToString();

    /// <summary>What the engine itself would say; nothing while the policy cannot be read.</summary>
    private string? Words => Edit.Policy?.Rules.FirstOrDefault(rule => rule.Id == Id)?.Words();

    private Task RenameAsync(ChangeEventArgs typed)
    {
        Rule["id"] = (typed.Value as string ?? "").Trim();
        return Edit.ChangedAsync();
    }

    private Task RemoveAsync()
    {
        Edit.Rules.Remove(Rule);
        return Edit.ChangedAsync();
    }

    /// <summary>One more that must hold too.</summary>
    private Task AddConditionAsync()
    {
        JsonNode added = PolicyShape.New(PolicyShape.Condition, "inGroup");
        var kind = When["kind"]?.ToString();
        if (kind == "all")
            When["of"]!.AsArray().Add(added);
        else
            Rule["when"] = kind == "always" ? added : new JsonObject { ["kind"] = "all", ["of"] = new JsonArray(When.DeepClone(), added) };
        return Edit.ChangedAsync();
    }
}
