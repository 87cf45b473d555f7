using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>Who could decide on this request: for each approver that a stage of the entitlement names, the persons who count.</summary>
/// <param name="Known">
/// Each approver once. Whoever never counts for this request is left out already; somebody who has to sign in again first is
/// not. One that is missing here has nobody.
/// </param>
/// <param name="Authors">Who wrote which route: they never count for a request that travels it. <see langword="null"/> where nobody did.</param>
public sealed record DeciderFacts(ValueList<CouldDecide> Known, ValueList<RuleAuthors>? Authors = null)
{
    /// <summary>More people than this behind one approver make no difference: no route has more approvals.</summary>
    public const int Enough = PolicyLimits.MostStages * PolicyLimits.LargestQuorum * 2;

    /// <summary>Whether these stages can all reach their quorum, where nobody counts twice. Each approval is a seat.</summary>
    /// <returns>The first stage that cannot; <see langword="null"/> where all can.</returns>
    internal Stage? WhichCannot(IEnumerable<Stage> stages, IReadOnlySet<PersonId> never)
    {
        var seats = new Matching<PersonId>();
        foreach (var stage in stages)
        {
            var people = PeopleOf(stage).Except(never).ToHashSet();
            for (var seat = 0; seat < stage.Quorum; seat++)
            {
                if (!seats.Seat(people))
                    return stage;
            }
        }
        return null;
    }

    internal IReadOnlySet<PersonId> AuthorsOf(RuleRef rule) => (Authors ?? []).Where(authored => authored.Rule == rule).SelectMany(authored => authored.People).ToHashSet();

    private IEnumerable<PersonId> PeopleOf(Stage stage)
    {
        var approvers = stage.Everybody().ToHashSet();
        return Known.Where(known => approvers.Contains(known.Approver)).SelectMany(known => known.People);
    }
}

/// <summary>The persons behind one approver who count; at most <see cref="DeciderFacts.Enough"/> of them.</summary>
public sealed record CouldDecide(Approver Approver, ValueList<PersonId> People);

/// <summary>Who last edited or confirmed a rule.</summary>
public sealed record RuleAuthors(RuleRef Rule, ValueList<PersonId> People);
