using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Targets;

public sealed class SettingValuesTests
{
    private static readonly SettingField[] Fields =
    [
        new("host", "Address", SettingType.Text, IsAddress: true),
        new("port", "Port", SettingType.Whole, Default: "5432", IsAddress: true),
        new("hosts", "Hosts", SettingType.Texts),
        new("end", "End sessions", SettingType.Flag),
        new("mode", "Mode", SettingType.Choice, Choices: [new("a", "A"), new("b", "B")]),
    ];

    [Fact]
    public void Write_EveryType_GivesTheObjectThatReadReadsBack()
    {
        var values = Values(("host", " db.example.org "), ("port", "5433"), ("hosts", "a:22\n\n b:22 "), ("end", "false"), ("mode", "b"));

        var json = SettingValues.Write(Fields, values);

        json.ShouldBe("""{"host":"db.example.org","port":5433,"hosts":["a:22","b:22"],"end":false,"mode":"b"}""");
        SettingValues.Write(Fields, SettingValues.Read(Fields, json)).ShouldBe(json);
    }

    [Fact]
    public void Write_EmptyAndForeign_IsLeftOut() => SettingValues.Write(Fields, Values(("host", "  "), ("port", ""), ("password", "x"))).ShouldBe("{}");

    [Fact]
    public void Write_WhatDoesNotFit_IsPassedOnForTheConnectorToName() =>
        SettingValues.Write(Fields, Values(("port", "many"), ("end", "perhaps"))).ShouldBe("""{"port":"many","end":"perhaps"}""");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Read_NoObject_IsEmpty(string json) => SettingValues.Read(Fields, json).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"host":"a"}""", """{"host":"a","port":5432,"end":true}""", "")]
    [InlineData("""{"host":"a"}""", """{"host":"b"}""", "host")]
    [InlineData("""{"host":"a","port":1}""", """{"host":"a"}""", "port")]
    public void MovedAddress_DefaultsCountAsGiven(string before, string after, string moved) =>
        string.Join(',', SettingValues.MovedAddress(Fields, before, after).Select(field => field.Name)).ShouldBe(moved);

    private static Dictionary<string, string> Values(params (string Name, string Text)[] values) => values.ToDictionary(v => v.Name, v => v.Text, StringComparer.Ordinal);
}
