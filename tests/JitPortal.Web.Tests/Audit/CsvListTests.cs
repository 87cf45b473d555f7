using System.Text;
using JitPortal.Application.Audit;
using JitPortal.Web.Audit;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Audit;

public sealed class CsvListTests
{
    private static readonly ControlTotal Log = new(4812, 1, 4812, 0, new string('a', 64));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49", "\"'+49\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("say \"hi\", =1", "\"say \"\"hi\"\", =1\"")]
    [InlineData("a;=1", "\"a;=1\"")]
    [InlineData(null, "\"\"")]
    public void Cell_WhatASpreadsheetWouldRun_IsText(string? value, string expected) => CsvList.Cell(value).ShouldBe(expected);

    [Fact]
    public async Task Write_Rows_EndsWithTheControlTotal()
    {
        using var body = new MemoryStream();
        var list = new ExportList(["who", "why"], _ => Rows(["Jon Sørli", "line one\r\nline two"], ["Ann", null]).ToAsyncEnumerable());

        await CsvList.WriteAsync(body, list, Log, new DateTimeOffset(2026, 11, 26, 1, 2, 3, TimeSpan.Zero), CancellationToken.None);

        var text = Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF');
        text.ShouldBe(
            "\"who\",\"why\"\r\n\"Jon Sørli\",\"line one\r\nline two\"\r\n\"Ann\",\"\"\r\n"
            + $"\"# 2 rows; log: 4812 records, 1 to 4812, 0 missing, end of the chain {Log.Head}; taken 2026-11-26T01:02:03Z\"\r\n");
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(params string?[][] rows) => rows;
}
