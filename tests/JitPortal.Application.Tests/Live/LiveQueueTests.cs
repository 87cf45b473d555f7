using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.Storage.Audit;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Live;

public sealed class LiveQueueTests
{
    private readonly LiveEvents events = new(new CommitHints());

    [Fact]
    public async Task Take_WhatWasWanted_ComesInOrder()
    {
        using var queue = new LiveQueue(events, happened => happened.Type != "else");
        Publish("first", "else", "second");

        await queue.WaitAsync(CancellationToken.None);

        Taken(queue).ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Take_MoreCameThanWait_SaysOnceThatSomeAreMissing()
    {
        using var queue = new LiveQueue(events, _ => true);
        Publish([.. Enumerable.Range(0, LiveQueue.Most + 2).Select(number => $"{number}")]);

        var taken = Taken(queue);

        taken[0].ShouldBe(LiveEvent.CatchUp.Type);
        taken.Skip(1).ShouldBe(Enumerable.Range(2, LiveQueue.Most).Select(number => $"{number}"));
    }

    private void Publish(params IReadOnlyList<string> types) => events.Publish([.. types.Select(type => new LiveEvent(7, type, null, null, Audience.All))]);

    private static List<string> Taken(LiveQueue queue)
    {
        List<string> types = [];
        while (queue.TryTake(out var happened))
            types.Add(happened.Type);
        return types;
    }
}
