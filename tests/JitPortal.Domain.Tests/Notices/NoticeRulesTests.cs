using System.Reflection;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Notices;

/// <summary>Who is told what, against a literal table.</summary>
public sealed class NoticeRulesTests
{
    // An event that is not here is told to nobody. A fact after the event narrows it.
    private const string Table = """
        request.waiting                          Deciders:RequestWaits
        request.waiting stage=1                  Deciders:RequestWaits
        request.waiting stage=2                  Deciders:RequestWaits AskedInVain:NothingToDo
        request.reminded                         Deciders:RequestStillWaits
        request.passed-on                        NamedDeciders:RequestPassedOn
        request.question                         HolderWhileItWaits:QuestionAsked
        request.answer                           NamedWhileItWaits:QuestionAnswered
        request.approved                         Holder:RequestApproved EverybodyAsked:NothingToDo
        request.denied                           Holder:RequestDenied EverybodyAsked:NothingToDo
        request.refused-by-policy                HolderAfterWaiting:RequestRefused EverybodyAsked:NothingToDo
        request.lapsed                           Holder:RequestLapsed EverybodyAsked:NothingToDo
        request.withdrawn                        EverybodyAsked:NothingToDo
        request.escalated                        FurtherDeciders:RequestWaits
        request.step-up-asked                    Holder:SignInAsked AskedInVain:NothingToDo
        breakglass.opened                        Named:EmergencyOpened
        breakglass.review-accepted               Holder:EmergencyReviewed
        breakglass.review-disputed               Holder:EmergencyReviewed
        breakglass.review-overdue                ToldOfEmergency:EmergencyReviewOverdue Holder:EmergencyReviewOverdue
        grant.active                             Holder:AccessOpen
        grant.cancelled                          Holder:OpeningFailed
        grant.extended                           Holder:AccessExtended
        grant.extension-dropped                  Holder:ChangeDropped
        grant.revoking reason=ProvisionFailed    Holder:OpeningFailed Administrators:OpeningFailed
        grant.revoking reason=Revoked            Holder:AccessRevoked
        grant.revoking reason=Locked             Holder:AccessRevoked
        grant.revoking reason=EndCondition       Holder:AccessRevoked
        grant.overdue                            Holder:EndNotEvidenced Administrators:EndNotEvidenced
        grant.ended                              Alarmed:EndEvidencedAtLast Holder:AccessEnded
        grant.quarantined                        Administrators:GrantSetAside
        target.failing                           Administrators:TargetFailing
        target.recovered                         Administrators:TargetRecovered
        lock.placed                              Administrators:LockPlaced
        policy.published solo=alone              Administrators:PolicyPublishedAlone
        """;

    private static readonly string[] Told = [.. Rows().Select(row => row.Event.Split(' ')[0]).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void For_EachRowOfTheTable_SaysWhoIsTold() =>
        Rows().Select(row => $"{row.Event} {Words(row.Event)}").ShouldBe(Rows().Select(row => $"{row.Event} {row.Rules}"));

    [Fact]
    public void For_EveryOtherEvent_TellsNobody() => AllTypes().Except(Told, StringComparer.Ordinal).Where(type => Words(type).Length > 0).ShouldBeEmpty();

    [Theory]
    [InlineData("grant.revoking reason=Expired")]
    [InlineData("grant.revoking reason=GivenBack")]
    [InlineData("grant.revoking reason=SubjectLeft")]
    [InlineData("policy.published")]
    [InlineData("policy.published confirmedBy=another")]
    public void For_WhatSurprisesNobody_TellsNobody(string happened) => Words(happened).ShouldBeEmpty();

    [Fact]
    public void Table_NamesOnlyEventsThatThereAre() => Told.Except(AllTypes(), StringComparer.Ordinal).ShouldBeEmpty();

    private static string Words(string happened)
    {
        var facts = happened.Split(' ').Skip(1).Select(fact => fact.Split('=')).ToDictionary(fact => fact[0], fact => fact[1], StringComparer.Ordinal);
        return string.Join(' ', NoticeRules.For(happened.Split(' ')[0], facts).Select(rule => $"{rule.Reader}:{rule.Kind}"));
    }

    private static IEnumerable<(string Event, string Rules)> Rows() => Table.Split('\n')
        .Select(line => line.Trim().Split("  ", 2, StringSplitOptions.TrimEntries))
        .Select(parts => (parts[0], parts[1]));

    private static IEnumerable<string> AllTypes() =>
        typeof(AuditTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
