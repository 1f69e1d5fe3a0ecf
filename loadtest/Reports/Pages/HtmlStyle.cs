namespace TracingReference.LoadTest.Reports.Pages;

/// <summary>How the page looks: light and dark, wide and on a phone. The colours of series can be told apart by the colour-blind (Okabe and Ito).</summary>
internal static class HtmlStyle
{
    // No character in it that XML would encode: browsers read a style element as it stands.
    public const string Css = """

        :root { color-scheme: light dark; --page: #fff; --ink: #1d2430; --soft: #5a6472; --line: #d5dae1; --card: #f6f7f9;
          --pass: #15703b; --fail: #b3261e; --inconclusive: #8a5a00; --notjudged: #5a6472; --link: #0b5cad;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #a8518a; --c4: #8c6d00; --c5: #3a8fc4; --c6: #6b7280; --c7: #7a4fbf; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #14181f; --ink: #e6e9ee; --soft: #a3adba; --line: #38414e; --card: #1d232c;
            --pass: #5fd08f; --fail: #ff8a80; --inconclusive: #f0b94a; --notjudged: #a3adba; --link: #7db8f5;
            --c0: #4aa8e0; --c1: #f58a4b; --c2: #35c79c; --c3: #e08cc3; --c4: #e3c33c; --c5: #9fd3f5; --c6: #aab2bd; --c7: #b79af0; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 1040px; margin: 0 auto; padding: 16px; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .4em 0; }
        h2 { font-size: 1.25rem; margin: 2em 0 .5em; border-bottom: 1px solid var(--line); padding-bottom: .2em; }
        h3 { font-size: 1.05rem; margin: 1.6em 0 .4em; }
        p { max-width: 75ch; overflow-wrap: anywhere; }
        a { color: var(--link); }
        .headline { max-width: none; font-weight: 600; padding: .6em .9em; border-radius: 6px; background: var(--card); border-left: 6px solid currentColor; }
        .pass { color: var(--pass); } .fail { color: var(--fail); } .inconclusive { color: var(--inconclusive); } .notjudged { color: var(--notjudged); }
        .verdict { font-weight: 600; white-space: nowrap; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 2px 24px; margin: 1em 0; font-size: .9rem; }
        dl div { display: flex; gap: .6em; border-bottom: 1px solid var(--line); padding: 3px 0; }
        dt { color: var(--soft); flex: 0 0 8.5em; } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
        .table { overflow-x: auto; margin: .2em 0 1em; }
        table { border-collapse: collapse; font-size: .875rem; min-width: 100%; }
        .caption { color: var(--soft); font-size: .875rem; margin: 1em 0 0; }
        th, td { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); }
        th, td:first-child { white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        details { margin: 1em 0; border: 1px solid var(--line); border-radius: 6px; padding: 0 12px; }
        summary { cursor: pointer; padding: 8px 0; font-weight: 600; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px; margin: 1em 0; align-items: start; }
        figure { margin: 0; background: var(--card); border-radius: 6px; padding: 10px 8px; max-width: 560px; }
        figcaption { font-weight: 600; font-size: .95rem; padding: 0 4px 6px; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--ink); font-size: 12px; font-family: inherit; paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; } svg .soft { fill: var(--soft); }
        .grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--soft); stroke-width: 1; }
        .limit { stroke: var(--fail); stroke-width: 2; stroke-dasharray: 5 3; } .band { fill: var(--c6); opacity: .3; }
        .mark { stroke: currentColor; fill: currentColor; stroke-width: 2; }
        .curve { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; } .bar { fill: currentColor; }
        .s0 { color: var(--c0); } .s1 { color: var(--c1); } .s2 { color: var(--c2); } .s3 { color: var(--c3); }
        .s4 { color: var(--c4); } .s5 { color: var(--c5); } .s6 { color: var(--c6); } .s7 { color: var(--c7); }
        path.s1 { stroke-dasharray: 7 3; } path.s2 { stroke-dasharray: 2 3; } path.s3 { stroke-dasharray: 9 3 2 3; }
        path.s4 { stroke-dasharray: 12 4; } path.s5 { stroke-dasharray: 4 2; } path.s6 { stroke-dasharray: 1 2; } path.s7 { stroke-dasharray: 6 2 2 2 2 2; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 6px 4px 0; padding: 0; font-size: .85rem; }
        .legend i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 2px; background: currentColor; }
        .legend i.limit { background: none; height: 0; border-radius: 0; border-top: 2px dashed var(--fail); width: 18px; vertical-align: middle; }
        .list { list-style: none; margin: 0; padding: 0; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .waterfall { white-space: nowrap; font-size: .8125rem; } .waterfall th, .waterfall td { padding-top: 2px; padding-bottom: 2px; }
        .waterfall tbody th { font-weight: 400; } .waterfall i { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; background: currentColor; }
        .waterfall .time { vertical-align: middle; width: 45%; min-width: 200px; padding-right: 3px; }
        .waterfall td.time span { display: block; height: 10px; min-width: 2px; border-radius: 2px; background: currentColor; forced-color-adjust: none; }
        .waterfall th.time span { display: flex; justify-content: space-between; } .waterfall b { color: var(--soft); font-weight: 400; }
        div:target { scroll-margin-top: 3em; } div:target .caption { color: var(--ink); font-weight: 600; }
        details details { margin: .5em 0; } details details summary { font-size: .875rem; font-weight: 400; overflow-wrap: anywhere; }
        @media print { details { border: 0; } }

        """;
}
