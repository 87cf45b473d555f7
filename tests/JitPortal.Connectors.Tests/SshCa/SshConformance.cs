using JitPortal.Connectors.Tests.Conformance;

namespace JitPortal.Connectors.Tests.SshCa;

public sealed class SshConformance : ConnectorConformance, IAsyncDisposable
{
    private SshCase? made;

    protected override async Task<TargetCase> CaseAsync() => made = await SshCase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (made is not null)
            await made.DisposeAsync();
    }
}
