using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.Example;

/// <summary>The whole suite for the example, and what is its own.</summary>
public sealed class AllowFolderConformance : ConnectorConformance, IDisposable
{
    private readonly AllowFolderCase made = new();

    protected override Task<TargetCase> CaseAsync() => Task.FromResult<TargetCase>(made);

    /// <summary>A disk that is not mounted must not end anything: nobody has seen that the access is gone.</summary>
    [Fact]
    public async Task CloseAndObserve_FolderIsNotThere_SayNothingIsGone()
    {
        var held = await made.OpenAsync(TimeSpan.FromHours(1));
        await made.VanishAsync(held);
        File.Delete(made.Mark);   // what is left of a folder whose disk is away

        (await made.Connector.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure!.Fault.ShouldBe(Fault.Transient);
        (await Should.ThrowAsync<TargetException>(() => made.Connector.ObserveAsync([held.Closing], CancellationToken.None))).Fault.ShouldBe(Fault.Transient);
        (await made.Connector.CheckAsync(CancellationToken.None)).Single().Level.ShouldBe(FindingLevel.Problem);
    }

    [Fact]
    public async Task Open_OfWhatWasThereBefore_LeavesItsMark()
    {
        var (standing, held) = (await made.PrepareAsync(TimeSpan.FromHours(1), "kim"), await made.PrepareAsync(TimeSpan.FromHours(1), "kim"));
        await made.OpenAsync(standing);
        await made.OpenAsync(held);

        await made.Connector.CloseAsync([held.Closing with { KeepRight = true }], CancellationToken.None);

        (await made.CanUseAsync(standing)).ShouldBeTrue();
        (await made.Connector.ObserveAsync([held.Closing], CancellationToken.None)).Single().Evidence.ShouldBe(Domain.Grants.EvidenceKind.Kept);
    }

    public void Dispose() => made.Dispose();
}
