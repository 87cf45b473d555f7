using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.Conformance;

/// <summary>One grant in a test: the intent, the holder's secret and what opening handed out.</summary>
public sealed record Held(Opening Opening, string? Secret, string? Material = null)
{
    public Closing Closing => new(Opening.Grant, Opening.Principal, Opening.Right, KeepRight: false, [Opening.Serial], Opening.NotAfter);
}

/// <summary>A session that was opened with the access and is still there, or not.</summary>
public interface ILiveSession : IAsyncDisposable
{
    /// <summary>Uses the right over the session that is already open.</summary>
    Task<bool> WorksAsync();
}

/// <summary>A kind of target in one configuration, with a real server behind it, as the conformance suite needs it.</summary>
public abstract class TargetCase
{
    public static TimeProvider Clock => TimeProvider.System;

    public abstract IConnectorKind Kind { get; }

    public abstract IConnector Connector { get; }

    /// <summary>Another instance on the same target: what a second node, or the portal after a restart, would use.</summary>
    public abstract IConnector Another();

    /// <summary>Whether the access of this case ends on the target by itself; a connector may do so for some rights only.</summary>
    public abstract bool EndsByItself { get; }

    public abstract bool Lists { get; }

    public abstract bool Rotates { get; }

    /// <summary>Whether a closing whose right is damaged cannot be carried out.</summary>
    public virtual bool NeedsRightToClose => true;

    /// <summary>Whether something on the target carries the access that somebody else could remove.</summary>
    public virtual bool CanVanish => true;

    /// <summary>Makes all that exists before a grant: the person's own login or key. Opens nothing.</summary>
    /// <param name="name">Part of the name that matters in this case (the person's login, or the role).</param>
    public abstract Task<Held> PrepareAsync(TimeSpan lasting, string? name = null);

    /// <summary>Logs in anew as the holder would and uses the right.</summary>
    public abstract Task<bool> CanUseAsync(Held held);

    public abstract Task<ILiveSession> UseAsync(Held held);

    /// <summary>Removes what carries the access behind the portal's back.</summary>
    public abstract Task VanishAsync(Held held);

    /// <summary>A new secret or key for a grant that is open, as the portal prepares it.</summary>
    public abstract Held Renewed(Held held);

    public async Task<Held> OpenAsync(Held held) => held with { Material = (await Connector.OpenAsync(held.Opening, CancellationToken.None)).Material };

    public async Task<Held> OpenAsync(TimeSpan lasting) => await OpenAsync(await PrepareAsync(lasting));

    protected static Opening Intent(GrantId grant, string principal, string right, TimeSpan lasting, string? verifier, long serial) => new(
        grant,
        principal,
        right,
        Clock.GetUtcNow(),
        Clock.GetUtcNow() + lasting,
        verifier,
        Clock.GetUtcNow() + TimeSpan.FromSeconds(30),
        serial,
        SourceAddress: null);
}
