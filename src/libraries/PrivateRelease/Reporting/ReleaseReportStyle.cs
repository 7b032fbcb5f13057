namespace Amparo.PrivateRelease.Reporting;

/// <summary>How the report looks: on a telephone, on a screen and on A4. Every pair of colours has a contrast of at least 4.5 to 1.</summary>
internal static class ReleaseReportStyle
{
    internal const string Css =
        """
        :root{color-scheme:light}
        *{box-sizing:border-box}
        body{margin:0;font:1rem/1.5 "Noto Sans",system-ui,sans-serif;color:#1b1f24;background:#fff}
        main{max-width:52rem;margin:0 auto;padding:1rem}
        h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
        h2{font-size:1.35rem;margin:2rem 0 .5rem;border-top:2px solid #1f5f5b;padding-top:.5rem}
        h3{font-size:1.1rem;margin:1.25rem 0 .25rem}
        p,li{max-width:45rem;overflow-wrap:anywhere}
        .invented{border-left:.4rem solid #6b4200;padding:.25rem .75rem;background:#fdf6e7}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.5rem;margin:.5rem 0}
        .facts div{border:1px solid #59636e;border-radius:.25rem;padding:.4rem .75rem;min-width:0}
        .facts dt{color:#3d4550}
        .facts dd{margin:0;font-weight:700;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        code{font-family:"Noto Sans Mono",ui-monospace,monospace;font-size:.8em;font-weight:400}
        .bar{display:block;width:100%;height:1rem}
        .chart{display:block;width:100%;max-width:36rem}
        .chart text{font:12px "Noto Sans",system-ui,sans-serif;fill:#1b1f24}
        table{border-collapse:collapse;width:100%;margin-top:.5rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8c959f;font-weight:400}
        thead th{font-weight:700;border-bottom:2px solid #1b1f24}
        td{font-variant-numeric:tabular-nums}
        @media screen and (max-width:40rem){
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody{display:block}
        tr{display:grid;gap:.15rem;padding:.6rem 0;border-bottom:1px solid #8c959f}
        th,td{display:block;border:0;padding:0}
        tbody th{font-weight:700}
        td::before{content:attr(data-label) ": ";color:#3d4550}
        }
        @page{size:A4;margin:15mm}
        @media print{main{max-width:none;padding:0}table{font-size:9pt}tr,.facts div{break-inside:avoid}h2,h3{break-after:avoid}}
        """;
}
