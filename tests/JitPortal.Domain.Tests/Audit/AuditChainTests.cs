using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly Guid Portal = Guid.Parse("01890000-0000-7000-8000-000000000001");

    /// <summary>Known answers: the leaf hash of RFC 6962 §2.1 for an empty record.</summary>
    [Fact]
    public void LeafHash_EmptyRecord_IsTheKnownOne() =>
        Convert.ToHexStringLower(AuditChain.LeafHash([])).ShouldBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");

    [Fact]
    public void Link_TwoRecords_CoversTheOneBeforeAndTheExactBytes()
    {
        var first = AuditChain.Link(AuditChain.Genesis(Portal), "one"u8);
        var expected = SHA256.HashData([.. first, .. SHA256.HashData([0x00, .. "two"u8])]);

        AuditChain.Link(first, "two"u8).ShouldBe(expected);
        AuditChain.Link(first, "twp"u8).ShouldNotBe(expected);
        AuditChain.Link(AuditChain.Genesis(Guid.Empty), "one"u8).ShouldNotBe(first, "a record cannot move to another portal");
    }

    [Fact]
    public void Commit_SaltNameAndValue_AllCount()
    {
        var salt = Enumerable.Range(0, AuditChain.SaltLength).Select(i => (byte)i).ToArray();
        var commitment = AuditChain.Commit(salt, "reason", "because");

        commitment.ShouldBe(SHA256.HashData([.. salt, .. "reasonbecause"u8]));
        AuditChain.Commit([.. salt.Reverse()], "reason", "because").ShouldNotBe(commitment);
        AuditChain.Commit(salt, "account", "because").ShouldNotBe(commitment);
        AuditChain.Commit(salt, "reason", "Because").ShouldNotBe(commitment);
    }

    [Fact]
    public void Leaf_WithPersonalField_HoldsOnlyTheCommitment()
    {
        var happened = new AuditEvent(AuditTypes.PersonSeen, new PersonId(Portal)) { Facts = [new("kind", "person")], Personal = [new(new PersonId(Portal), "name", "Mira Kovač")] };
        var leaf = Encoding.UTF8.GetString(AuditLeaf.Write(Portal, Portal, DateTimeOffset.UnixEpoch.AddMilliseconds(5), happened, [("name", [0xab, 0xcd])]));

        leaf.ShouldBe(
            "{\"actor\":\"01890000000070008000000000000001\",\"at\":5,\"data\":{\"kind\":\"person\"},\"id\":\"01890000000070008000000000000001\","
            + "\"installation\":\"01890000000070008000000000000001\",\"personal\":{\"name\":\"abcd\"},\"type\":\"person.first-seen\",\"v\":1}");
    }
}
