namespace JitPortal.DemoCompany;

/// <summary>What is made up. The same values give the same people, requests and decisions.</summary>
/// <param name="End">Where the history ends; nothing in it is later.</param>
/// <param name="Seed">Of the one stream of random numbers that everything is drawn from.</param>
/// <param name="People">How many people there are, with those who can sign in: 20 to 2,000.</param>
/// <param name="Days">How long the history is, in days.</param>
/// <param name="Requests">About how many requests there are in it, for 64 people.</param>
public sealed record CompanyOptions(DateTimeOffset End, int Seed = 4711, int People = 64, int Days = 42, int Requests = 1_300)
{
    public DateTimeOffset Start => End - TimeSpan.FromDays(Days);
}
