using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Approvals;

/// <summary>Counts the votes of a stage. Pure and blind to the order of votes: counting again gives the same answer.</summary>
public static class StageCount
{
    /// <param name="asked">What is asked for in this stage: as filed, or as an earlier stage cut it.</param>
    /// <param name="votes">The votes of this stage.</param>
    /// <param name="may">Who of the voters may decide now (<see cref="WhoCounts.May"/>), active and not locked. Others' votes do not count.</param>
    /// <param name="parties">Who never counts, whatever <paramref name="may"/> says.</param>
    /// <param name="spent">Who counted in an earlier stage of this request, themselves or by their seat.</param>
    /// <exception cref="ArgumentOutOfRangeException">A vote approves no time at all; <see cref="Vote.Shorten"/> was not asked.</exception>
    public static StageResult Of(
        Stage stage,
        TimeSpan asked,
        IEnumerable<Vote> votes,
        IReadOnlySet<PersonId> may,
        Parties parties,
        IReadOnlySet<PersonId> spent)
    {
        var counting = votes
            .Where(vote => may.Contains(vote.Person) && Persons(vote).All(person => !spent.Contains(person) && parties.WhyNever(person) is null))
            .ToList();
        if (counting.Where(vote => vote.Choice == Choice.Deny).MinBy(vote => (vote.At, vote.Person.Value)) is { } denial)
            return new StageResult.Denied(denial.Person);

        var missing = stage.Quorum - Distinct(counting);
        return missing > 0 ? new StageResult.Pending(missing) : new StageResult.Passed(Shortest(asked, counting));
    }

    private static PersonId[] Persons(Vote vote) => [vote.Person, vote.Seat];

    /// <summary>A vote in somebody's seat uses up both, so neither makes a second one count.</summary>
    private static int Distinct(IEnumerable<Vote> counting)
    {
        var used = new HashSet<PersonId>();
        var count = 0;
        foreach (var vote in counting.OrderBy(vote => (vote.At, vote.Person.Value)))
        {
            if (used.Contains(vote.Person) || used.Contains(vote.Seat))
                continue;
            used.UnionWith(Persons(vote));
            count++;
        }
        return count;
    }

    private static TimeSpan Shortest(TimeSpan asked, IEnumerable<Vote> approvals)
    {
        var shortest = approvals.Select(vote => vote.Duration ?? asked).Append(asked).Min();
        return shortest > TimeSpan.Zero
            ? shortest
            : throw new ArgumentOutOfRangeException(nameof(approvals), shortest, "A vote approves no time at all.");
    }
}

/// <summary>Where a stage stands.</summary>
public abstract record StageResult
{
    private StageResult()
    {
    }

    /// <summary>So many more people must agree.</summary>
    public sealed record Pending(int Missing) : StageResult;

    /// <summary>The quorum is reached; the shortest approved duration counts, and a later stage sees the cut.</summary>
    public sealed record Passed(TimeSpan Duration) : StageResult;

    /// <summary>Somebody who counts said no; the first one is named.</summary>
    public sealed record Denied(PersonId By) : StageResult;
}
