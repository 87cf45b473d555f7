using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.People;

internal static class PeopleSetup
{
    /// <summary>Who people are, and that it is they who act.</summary>
    public static void AddPeople(this IServiceCollection services)
    {
        services.TryAddSingleton<RecognisePerson>();
        services.TryAddSingleton<ReadActor>();
        services.TryAddSingleton<ListPeople>();
        services.TryAddSingleton<ListColleagues>();
        services.TryAddSingleton<ReadPerson>();
        services.TryAddSingleton<StartSession>();
        services.TryAddSingleton<RenewSession>();
        services.TryAddSingleton<ReadSession>();
        services.TryAddSingleton<EndSession>();
        services.TryAddSingleton<ObeyLogout>();
        services.TryAddSingleton<RecordRefusedSignIn>();
        services.TryAddSingleton<OfferSetup>();
        services.TryAddSingleton<UseSetupCode>();
        services.TryAddSingleton<KeepSignInReport>();
        services.TryAddSingleton<ReadIdentity>();
        services.TryAddSingleton<AppointAdministrator>();
        services.TryAddSingleton<DisablePerson>();
        services.TryAddSingleton<SetManager>();
        services.TryAddSingleton<ReadmitPerson>();
    }
}
