namespace JitPortal.Domain.Grants;

/// <summary>Why an access ended, as it stands in a sentence: the same in the story of a request and in notices.</summary>
public static class EndReasonWords
{
    /// <param name="recorded">As the log has it; one that this version does not know is shown as it is.</param>
    public static string Of(string recorded) => recorded switch
    {
        nameof(EndReason.Expired) => T("its time is over"),
        nameof(EndReason.GivenBack) => T("given back"),
        nameof(EndReason.Revoked) => T("revoked"),
        nameof(EndReason.EndCondition) => T("its condition does not hold any more"),
        nameof(EndReason.Locked) => T("locked"),
        nameof(EndReason.SubjectLeft) => T("the person has left"),
        nameof(EndReason.Cancelled) => T("cancelled"),
        nameof(EndReason.ProvisionFailed) => T("it could not be opened"),
        _ => recorded,
    };
}
