namespace Amparo.Records;

/// <summary>How the page of a report looks: on a telephone, on a screen and on A4.</summary>
internal static class ReportStyle
{
    // Every pair of colours has a contrast of at least 4.5 to 1; the severities also differ by their words.
    internal const string Css =
        """
        :root{color-scheme:light}
        *{box-sizing:border-box}
        body{margin:0;font:1rem/1.5 "Noto Sans",system-ui,sans-serif;color:#1b1f24;background:#fff}
        main{max-width:70rem;margin:0 auto;padding:1rem}
        h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
        h2{font-size:1.35rem;margin:2rem 0 .5rem;border-top:2px solid #1f5f5b;padding-top:.5rem}
        h3{font-size:1.1rem;margin:1.25rem 0 .25rem;overflow-wrap:anywhere}
        .lead{max-width:45rem}
        .skip{position:absolute;left:-100rem}
        .skip:focus{left:.5rem;top:.5rem;background:#fff;color:#0b4a8f;padding:.25rem .5rem}
        .totals{display:flex;flex-wrap:wrap;gap:.5rem;margin:0}
        .totals div{flex:1 1 9rem;border:1px solid #59636e;border-radius:.25rem;padding:.5rem .75rem}
        .totals dt{color:#3d4550}
        .totals dd{margin:0;font-size:1.5rem;font-weight:700}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8c959f;font-weight:400}
        thead th{font-weight:700;border-bottom:2px solid #1b1f24}
        .number{text-align:right}
        td.number,dd{font-variant-numeric:tabular-nums}
        .code,code{color:#3d4550;font-family:"Noto Sans Mono",ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
        .severity{display:inline-block;padding:0 .4rem;border-radius:.2rem;font-weight:700;border:1px solid currentColor}
        .error .severity{color:#8c1d18}
        .warning .severity{color:#6b4200}
        .note .severity{color:#3d4550}
        .refused{border:2px solid #8c1d18;border-radius:.25rem;padding:0 1rem 1rem;margin-top:1.5rem}
        .refused h2{border:0}
        .made dt{font-weight:700;margin-top:.5rem;overflow-wrap:anywhere}
        .made dd{margin:0}
        @media screen and (max-width:40rem){
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody{display:block}
        tr{display:grid;gap:.15rem;padding:.6rem 0;border-bottom:1px solid #8c959f}
        th,td,td.number{display:block;text-align:left;border:0;padding:0}
        td[data-label]:not(:first-child)::before{content:attr(data-label) ": ";color:#3d4550}
        }
        @page{size:A4;margin:15mm}
        @media print{main{max-width:none;padding:0}.skip{display:none}table{font-size:9pt}tr{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}}
        """;
}
