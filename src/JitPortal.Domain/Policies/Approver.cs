using System.Text.Json.Serialization;
using JitPortal.Domain.People;
using JitPortal.Domain.Texts;

namespace JitPortal.Domain.Policies;

/// <summary>Who may decide in a stage, or reviews what was opened without asking.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Group), "group")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Owner), "owner")]
[JsonDerivedType(typeof(Manager), "manager")]
public abstract record Approver
{
    private Approver()
    {
    }

    /// <summary>As shown to people; reads after "one of" and before "must agree".</summary>
    public string Words() => Say().English;

    /// <summary>The same in the reader's language too.</summary>
    public abstract Said Say();

    /// <returns>How many people these can be at most; <see langword="null"/> where only the time of the vote tells.</returns>
    internal static int? AtMost(IEnumerable<Approver> approvers)
    {
        var all = approvers.ToList();
        return all.All(approver => approver is Person or Manager) ? all.DistinctBy(approver => (approver as Person)?.Id).Count() : null;
    }

    /// <summary>Whether all of these are among the others. A person is who they are, whatever they were called when the policy was written.</summary>
    internal static bool AreAmong(IEnumerable<Approver> these, IEnumerable<Approver> others) => these.Select(Nameless).ToHashSet().IsSubsetOf(others.Select(Nameless));

    internal static IEnumerable<FieldError> Mistakes(string path, ValueList<Approver> approvers)
    {
        if (approvers.Count == 0)
            yield return new FieldError(path, Both("Name at least one person or group, the owner of the resource or the requester's manager."));
        for (var i = 0; i < approvers.Count; i++)
        {
            if (approvers[i] is Group { Name: var group } && string.IsNullOrWhiteSpace(group) || approvers[i] is Person { Name: var person } && string.IsNullOrWhiteSpace(person))
                yield return new FieldError($"{path}[{i}].name", Both("Name the approver."));
        }
    }

    private static Approver Nameless(Approver approver) => approver is Person person ? person with { Name = "" } : approver;

    /// <summary>Every member of the group, judged when they vote.</summary>
    public sealed record Group(string Name) : Approver
    {
        public override Said Say() => Name;
    }

    /// <param name="Id">The person.</param>
    /// <param name="Name">Their name when the policy was written.</param>
    public sealed record Person(PersonId Id, string Name) : Approver
    {
        public override Said Say() => Name;
    }

    /// <summary>Whoever owns the resource when they vote.</summary>
    public sealed record Owner : Approver
    {
        public override Said Say() => Both("the owners of the resource");
    }

    /// <summary>The manager of whoever would hold the access, as known when they vote.</summary>
    public sealed record Manager : Approver
    {
        public override Said Say() => Both("the requester's manager");
    }
}
