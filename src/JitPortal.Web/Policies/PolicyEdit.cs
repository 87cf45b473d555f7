using System.Text.Json.Nodes;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Policies;

namespace JitPortal.Web.Policies;

/// <summary>
/// A policy while somebody writes it. What is edited is the document itself, so that every rule the document can hold can be
/// written, also with mistakes in it.
/// </summary>
public sealed class PolicyEdit
{
    private readonly Func<Task> changed;
    private string saved;

    /// <param name="document">As stored, or as a template begins.</param>
    /// <param name="revision">Of the draft it was read from; 0 where there is none.</param>
    /// <param name="changed">Called after every change.</param>
    public PolicyEdit(string document, long revision, PolicyNames names, Func<Task> changed)
    {
        Document = JsonNode.Parse(document)!.AsObject();
        (Revision, Names, this.changed, saved) = (revision, names, changed, Document.ToJsonString());
        Look();
    }

    public JsonObject Document { get; }

    public long Revision { get; private set; }

    public PolicyNames Names { get; }

    /// <summary><see langword="null"/> while there are mistakes.</summary>
    public Policy? Policy { get; private set; }

    /// <summary>Each with its path in the document.</summary>
    public IReadOnlyList<FieldError> Mistakes { get; private set; } = [];

    public bool IsChanged => Document.ToJsonString() != saved;

    public string Name => Document["name"]?.ToString() ?? "";

    public JsonArray Rules => Document["rules"]!.AsArray();

    public string? MistakeAt(string path) => Mistakes.FirstOrDefault(mistake => mistake.Field == path)?.Shown;

    /// <summary>To be called by whoever has changed the document.</summary>
    public Task ChangedAsync()
    {
        Look();
        return changed();
    }

    /// <summary>What only the use case could see, such as a name that is taken.</summary>
    public void Refused(Refusal.Invalid refusal) => Mistakes = refusal.Errors;

    public void Saved(long revision) => (Revision, saved) = (revision, Document.ToJsonString());

    private void Look()
    {
        var unreadable = PolicyShape.Unreadable(Document);
        var read = unreadable.Count == 0 ? PolicyDocument.Read(Document.ToJsonString()) : new Refusal.Invalid(unreadable);
        (Policy, Mistakes) = (read.Succeeded ? read.Value : null, read.Refusal is Refusal.Invalid invalid ? invalid.Errors : []);
    }
}
