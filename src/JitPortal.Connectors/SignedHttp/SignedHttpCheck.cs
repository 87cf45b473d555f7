using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>Asks a service who it is and what it can, and says what an administrator should know, good or bad.</summary>
internal sealed class SignedHttpCheck(SignedHttpLink link, SignedHttpSettings settings, TimeProvider clock)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        try
        {
            var asked = clock.GetUtcNow();
            var answer = await link.SendAsync(SignedHttpConnector.ReadingId(), "access.check", new { }, polite: false, ct);
            var answered = clock.GetUtcNow();
            var skew = answer.Instant("now") - asked - ((answered - asked) / 2);
            return
            [
                new Finding(FindingLevel.Fine, T($"Reached {Named(answer.Text("service"))}, which accepts the signature.")),
                .. Promise("endsSessions", settings.EndsSessions, answer.Flag("endsSessions"), T("end open sessions when access is closed")),
                .. Promise("endsItself", settings.EndsItself, answer.Flag("endsItself"), T("end access by itself when the portal is down")),
                Clock(skew),
                .. settings.Url.Scheme == Uri.UriSchemeHttp
                    ? [new Finding(FindingLevel.Warning, T("The address is http: messages cannot be changed on the way, but they and the answers can be read, and answers can be forged."))]
                    : Array.Empty<Finding>(),
            ];
        }
        catch (TargetException failure)
        {
            return [new Finding(FindingLevel.Problem, failure.Message)];
        }
    }

    private static IEnumerable<Finding> Promise(string field, bool said, bool answered, string what)
    {
        if (said && !answered)
            yield return new Finding(FindingLevel.Problem, T($"The settings say that it will {what} ({field}), and the service says that it cannot."));
        if (!said && answered)
            yield return new Finding(FindingLevel.Warning, T($"The service says that it can {what}: set {field} to true if you have tried it."));
    }

    private static Finding Clock(TimeSpan skew) => skew.Duration() > TimeSpan.FromSeconds(2)
        ? new(FindingLevel.Warning, T($"The service's clock is {skew.Duration().TotalSeconds:0.0} s {(skew > TimeSpan.Zero ? T("ahead") : T("behind"))}: it ends access by its own clock, and refuses messages that look older than 5 minutes."))
        : new(FindingLevel.Fine, T("The service's clock is within 2 s of the portal's."));

    /// <summary>A name from outside, kept to one short line.</summary>
    private static string Named(string name)
    {
        var line = new string([.. name.Where(c => !char.IsControl(c)).Take(80)]);
        return $"“{line}”";
    }
}
