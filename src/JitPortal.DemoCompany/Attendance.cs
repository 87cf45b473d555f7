using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.DemoCompany;

/// <summary>Who is signed in. What an issuer states is good for half a day, so everybody signs in anew on the days they use the portal.</summary>
internal sealed class Attendance(RecognisePerson recognise, TimeProvider clock, CompanyGround ground)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(11);

    private readonly Dictionary<string, Actor> present = new(StringComparer.Ordinal);

    public async Task<Actor> OfAsync(Colleague who, CancellationToken ct)
    {
        if (present.TryGetValue(who.Subject, out var known) && clock.GetUtcNow() - known.FactsAt < GoodFor)
            return known;
        var email = who.IsWorkload ? null : $"{who.Subject}@nordlys.example";
        var signIn = new SignIn(ground.Issuer, who.Subject, who.Name, email, who.Roles, who.Groups, who.IsWorkload, OwnerSubject: who.Owner, ManagerSubject: who.Manager);
        return present[who.Subject] = (await recognise.RunAsync(signIn, ct)).Value;
    }
}
