using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.SignedHttp;

public abstract class SignedHttpConformance(PrincipalMode mode) : ConnectorConformance, IAsyncDisposable
{
    private BackOfficeCase? made;

    protected override async Task<TargetCase> CaseAsync() => made = await BackOfficeCase.CreateAsync(mode);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (made is not null)
            await made.DisposeAsync();
    }
}

public sealed class SignedHttpExistingConformance() : SignedHttpConformance(PrincipalMode.Existing);

public sealed class SignedHttpEphemeralConformance() : SignedHttpConformance(PrincipalMode.Ephemeral);
