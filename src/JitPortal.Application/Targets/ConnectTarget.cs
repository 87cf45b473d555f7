using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;

namespace JitPortal.Application.Targets;

/// <summary>An administrator connects a target: tested on the target itself, and kept only if the test finds no problem.</summary>
public sealed class ConnectTarget(TryTarget tryTarget, AddTarget addTarget, TargetConnectors connectors)
{
    /// <returns>
    /// What was found, and the target where it was kept. <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Invalid"/>
    /// with every mistake; <see cref="Refusal.Conflict"/> for a name that is taken.
    /// </returns>
    public async Task<Outcome<TargetTrial>> RunAsync(Actor actor, TargetForm form, CancellationToken ct)
    {
        var complete = form.Secret is null ? form with { Secret = connectors.Kind(form.Kind)?.MakeSecret() } : form;
        var findings = await tryTarget.RunAsync(actor, complete, known: null, ct);
        if (!findings.Succeeded)
            return findings.Refusal;
        if (!TargetCheck.Passes(findings.Value))
            return new TargetTrial(findings.Value, null);
        return (await addTarget.RunAsync(actor, complete, ct)).Match<Outcome<TargetTrial>>(id => new TargetTrial(findings.Value, id), refusal => refusal);
    }
}

/// <param name="Saved"><see langword="null"/> where a problem was found, and nothing was kept.</param>
public sealed record TargetTrial(IReadOnlyList<Finding> Findings, TargetId? Saved);
