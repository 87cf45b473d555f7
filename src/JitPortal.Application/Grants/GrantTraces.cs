using System.Diagnostics;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>
/// Spans of the work on targets, for whoever collects traces: <c>grant.open</c> for each grant and <c>grant.close</c> for each set, with
/// ids and how it came out. What a target said is not in them: that is on the timeline, behind its door.
/// </summary>
public static class GrantTraces
{
    public const string Opening = "grant.open";
    public const string Closing = "grant.close";
    public const string Grant = "jitportal.grant";
    public const string Grants = "jitportal.grants";
    public const string Target = "jitportal.target";

    private static readonly ActivitySource Source = new(RevocationMeter.MeterName);

    internal static Activity? Open(GrantRow grant) =>
        Source.StartActivity(Opening)?.SetTag(Grant, new GrantId(grant.Id).ToString()).SetTag(Target, new TargetId(grant.TargetId).ToString());

    internal static Activity? Close(TargetId target, int grants) =>
        Source.StartActivity(Closing)?.SetTag(Target, target.ToString()).SetTag(Grants, grants);

    internal static void Failed(this Activity? span, string kind) => span?.SetStatus(ActivityStatusCode.Error, kind);
}
