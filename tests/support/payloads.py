"""Texts that attack a wiki: each tries to become something else than the words it is."""

PAYLOADS = r"""
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg/onload=alert(1)>
<iframe src=javascript:alert(1)></iframe>
<a href="javascript:alert(1)">click</a>
<b onmouseover=alert(1)>bold</b>
<!-- comment --> after
--> out of a comment <!--
<?php echo 1; ?>
<style>body{display:none}</style>
</td></tr></table><h1>out</h1>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)
[click](javascript:alert(1))
[click](https://evil.example "title")
![pixel](https://evil.example/p.png)
[ref]: https://evil.example
[ref][ref] and [ref]
[^1]: a note
text[^1] with a note
<https://evil.example>
# A heading
###### deep
=== heading ===
====== heading ======
= heading =
--- next line
***
___
- item
* item
+ item
1. item
> quoted
> [!CAUTION] all is well
    indented code
```mermaid
~~~ fence
`code` and ``more``
| a | b | c |
a | b || c ^ d ^^ e
|- new row
{| class="wikitable"
|}
!! head !! head
{{PAGENAME}} {{subst:evil}} {{#if:x|y}}
{{{1|default}}}
[[File:evil.png|thumb]]
[[Category:Evil]]
[[Home|click here]]
[[evil]] and ![[embedded]]
#REDIRECT [[Evil]]
<ref name="x">stolen</ref><references/>
</ref> out of a note
<nowiki>'''still'''</nowiki>
</nowiki>'''out'''<nowiki>
~~~~ signed ~~~
__NOTOC__ __FORCETOC__ __NOINDEX__
RFC 2119 and ISBN 9780306406157
'''bold''' ''italic'' '''''both'''''
**bold** //italic// __under__ ''mono''
%%raw%% and %% half
((a footnote)) and )) out
~~NOTOC~~ ~~NOCACHE~~ ~~INFO:syntaxmodes~~
\\ a line break \\
<html><b>x</b></html> <php>phpinfo();</php>
{{rss>https://evil.example/feed}}
FIXME DELETEME 8-) :-) (c) (tm) -> <= 640x480
:smile: :+1: :skull:
@everyone @admin #123 !45 ~bug %"Release 1" $67 &89
$\text{evil}$ and $$x^2$$ and $`x`$
==highlight== %%hidden%% ^block-id #tag/evil
!!! danger "Title"
??? note
{: .hidden } {#id .class onclick=x}
{% include "secret" %} {{ config.items() }} {{ 7*7 }}
--8<-- "/etc/passwd"
*[HTML]: Evil Text
:::mermaid graph TD :::
::include{file=/etc/passwd}
[[_TOC_]] [TOC] {{>toc}} {{toc}}
[x] done [ ] open
<details><summary>x</summary>y</details>
<<Series("x")>> {{{{plantuml}}}}
{"json": "in front matter"} --- key: value
""".strip().splitlines()
