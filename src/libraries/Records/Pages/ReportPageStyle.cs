namespace Amparo.Records.Pages;

/// <summary>How the pages of reports look: as that of checked files, on a telephone, on a screen and on A4.</summary>
internal static class ReportPageStyle
{
    // Every pair of text colours has a contrast of at least 4.5 to 1, every mark of a chart one of 3 to 1; no colour says anything that words do not.
    internal const string Css =
        """
        :root{color-scheme:light}
        *{box-sizing:border-box}
        body{margin:0;font:1rem/1.5 "Noto Sans",system-ui,sans-serif;color:#1b1f24;background:#fff}
        main{max-width:70rem;margin:0 auto;padding:1rem}
        h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
        h2{font-size:1.35rem;margin:2rem 0 .5rem;border-top:2px solid #1f5f5b;padding-top:.5rem}
        h3{font-size:1.1rem;margin:1.25rem 0 .25rem}
        p,li{max-width:45rem;overflow-wrap:anywhere}
        li{margin:.35rem 0}
        .skip{position:absolute;left:-100rem}
        .skip:focus{left:.5rem;top:.5rem;background:#fff;color:#0b4a8f;padding:.25rem .5rem}
        .invented{border:2px solid #6b4200;color:#6b4200;font-weight:700;padding:.5rem .75rem;border-radius:.25rem}
        .totals{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
        .totals div{flex:1 1 12rem;border:1px solid #59636e;border-radius:.25rem;padding:.5rem .75rem}
        .totals dt{color:#3d4550}
        .totals dd{margin:0;font-size:1.3rem;font-weight:700;overflow-wrap:anywhere}
        .essential{border-left:.4rem solid #1f5f5b;padding:.1rem 0 .1rem 1rem}
        .essential p{margin:.5rem 0}
        figure{margin:1rem 0}
        figcaption{font-weight:700;max-width:45rem}
        svg{display:block;width:100%;max-width:28rem;height:auto;font-family:"Noto Sans",system-ui,sans-serif}
        table{border-collapse:collapse;width:100%;max-width:60rem;margin:.5rem 0}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8c959f;font-weight:400;overflow-wrap:anywhere}
        thead th{font-weight:700;border-bottom:2px solid #1b1f24}
        tbody th{min-width:9rem}
        .number{text-align:right}
        td.number,dd{font-variant-numeric:tabular-nums}
        code{color:#3d4550;font-family:"Noto Sans Mono",ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
        .made dt{font-weight:700;margin-top:.5rem}
        .made dd{margin:0;overflow-wrap:anywhere}
        @media screen and (max-width:40rem){
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody{display:block}
        tr{display:grid;gap:.15rem;padding:.6rem 0;border-bottom:1px solid #8c959f}
        th,td,td.number{display:block;text-align:left;border:0;padding:0}
        tbody th{font-weight:700}
        td[data-label]::before{content:attr(data-label) ": ";color:#3d4550}
        }
        @page{size:A4;margin:15mm}
        @media print{main{max-width:none;padding:0}.skip{display:none}table{font-size:9pt}svg{max-width:12cm}tr,figure{break-inside:avoid}thead{display:table-header-group}h2,h3,figcaption{break-after:avoid}}
        """;
}
