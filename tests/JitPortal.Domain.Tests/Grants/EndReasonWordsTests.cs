using JitPortal.Domain.Grants;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Grants;

public sealed class EndReasonWordsTests
{
    [Fact]
    public void Of_EveryReason_IsInWords() =>
        Enum.GetNames<EndReason>().Where(reason => EndReasonWords.Of(reason) == reason).ShouldBeEmpty();
}
