using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

public sealed class VerdictTests
{
    private static readonly Approver Ann = new Approver.Person(Sample.Person(1), "Ann Lowe");
    private static readonly Approver Bo = new Approver.Person(Sample.Person(2), "Bo Berg");
    private static readonly Approver Dba = new Approver.Group("dba");

    [Fact]
    public void Sentence_Automatic_SaysSo() =>
        Decide(Ada(1), Policy((Automatic(1), Always))).Sentence.ShouldBe("This will be approved automatically.");

    [Fact]
    public void Sentence_NeedsApproval_NamesWhoMustAgree()
    {
        Sentence(new Stage([Dba], 1, Hours(1))).ShouldBe("One of dba must agree.");
        Sentence(new Stage([Dba, Ann], 2, Hours(1))).ShouldBe("Two of dba or Ann Lowe must agree.");
        Sentence(new Stage([Ann, Bo], 1, Hours(1))).ShouldBe("Ann Lowe or Bo Berg must agree.");
        Sentence(new Stage([Ann, Bo], 2, Hours(1))).ShouldBe("Ann Lowe and Bo Berg must agree.");
        Sentence(new Stage([Dba], 12, Hours(1))).ShouldBe("12 of dba must agree.");
        Sentence(new Stage([Dba], 1, Hours(1)), new Stage([Ann], 1, Hours(1)), new Stage([Dba], 3, Hours(1)))
            .ShouldBe("One of dba must agree, then Ann Lowe, then three of dba.");
    }

    [Fact]
    public void Sentence_Refused_NamesEveryReason() =>
        Decide(Ada(1), Policy((new Effect.Refuse("Freeze until Monday"), Always), (new Effect.Refuse("Ask why!"), Always)))
            .Sentence.ShouldBe("Not possible: Freeze until Monday. Ask why!");

    [Fact]
    public void Words_OfRules_AreSentences()
    {
        new Rule("r", new Effect.Require(Hours(1), 20, Owners), InGroup("dev")).Words()
            .ShouldBe("Require at most 1 h, a reason of at least 20 characters and the agreement of one of database-owners when in group dev");
        new Rule("r", Ask(4, Owners, Security), Always).Words().ShouldBe("Ask one of database-owners, then one of security for at most 4 h in every case");
        new Rule("r", new Effect.Refuse("No."), new Condition.Not(new Condition.Any([InGroup("a"), new Condition.All([InGroup("b"), InGroup("c")])]))).Words()
            .ShouldBe("Refuse when not (in group a or (in group b and in group c))");
    }

    private static string Sentence(params Stage[] stages) => Decide(Ada(1), Policy((Ask(2, stages), Always))).Sentence;
}
