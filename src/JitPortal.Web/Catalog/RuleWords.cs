using JitPortal.Domain.Policies;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Catalog;

/// <summary>The effect of a rule as a word, an icon and a colour.</summary>
public static class RuleWords
{
    public static Chip Of(RuleKind kind) => kind switch
    {
        RuleKind.Refuse => new(T("Refuse"), "stop", Tone.Bad),
        RuleKind.Require => new(T("Require"), "plus", Tone.Info),
        RuleKind.Automatic => new(T("Automatic"), "zap", Tone.Good),
        RuleKind.Ask => new(T("Ask"), "user", Tone.Waiting),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
