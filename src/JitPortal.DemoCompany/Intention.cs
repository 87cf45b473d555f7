using JitPortal.Storage.Catalog;

namespace JitPortal.DemoCompany;

/// <summary>Somebody is going to ask for something.</summary>
/// <param name="Urgent">Somebody who can decide is awake for it, whatever the hour.</param>
internal sealed record Intention(DateTimeOffset At, Colleague Who, EntitlementRow What, TimeSpan Duration, string Reason, bool Urgent = false);
