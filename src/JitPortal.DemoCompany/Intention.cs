using JitPortal.Storage.Catalog;

namespace JitPortal.DemoCompany;

/// <summary>Somebody is going to ask for something.</summary>
/// <param name="Emergency">It cannot wait for anybody.</param>
internal sealed record Intention(DateTimeOffset At, Colleague Who, EntitlementRow What, TimeSpan Duration, string Reason, bool Emergency = false);
