"""Random texts full of what engines care about, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from briefgen.characters import FORBIDDEN

SIGNS = r"""\ ` * _ { } [ ] ( ) # + - . ! < > | ~ & ; : = " ' / ^ @ $ % , ?""".split()
MARKDOWN = """
** __ ~~ *** ``` --- === ~~~ 1. 1) 12. - + > # ## <b> </b> <!-- --> <br/> &amp; &lt; &#42; &copy;
[x] [ ] [X] [[Home]] [a](b) ![i](j) [a]: [1] [^1] [^1]: www.x x_y _x_ __x__ *x* **x** `x` ~x~ ~5 |
|| \\| \\* \\\\ C# C++ -5 +5 a*b*c 5*6 “x” […] [the word] ¶3 – … é 漢字 שלום <details> <!--x-->
""".split()
PLATFORMS = """
:smile: :+1: :100: $x$ $$x$$ $`x`$ @name @user #123 #tag !12 ~label %5 &1 GH-1 ==x== %%x%% ^x^ ^^x^^
++x++ {.x} {:.x} {#x} {{x}} {%x%} {{{x}}} !!! ??? ::: ::x :x {++x++} {--x--} {==x==} --8<-- [TOC]
[[_TOC_]] [[a|b]] ![[x]] ^block [!NOTE] *[x]: [vulnerability:1] [[include:x]] {{{{x}}}}
<<x>> <<x()>>
""".split()
WIKITEXT = """
'' ''' ''''' == === = ; : * # {| |} |- |+ || !! ! {{ }} {{{ }}} [[ ]] [[File:x]]
[[Category:x]] <nowiki> </nowiki> <ref> </ref> <references/> <pre> </pre> ~~~~ ~~~ __TOC__
__NOTOC__ ---- RFC 123 RFC PMID ISBN 9780306406157 -{x}- {{!}} {{PAGENAME}} #REDIRECT
[[x]] &nbsp; &#91; [//x y]
""".split()
DOKUWIKI = """
// ** __ '' <del> </del> <sub> (( )) [[ ]] {{ }} ~~NOTOC~~ ~~NOCACHE~~ \\\\ ^ | > < ----
== ====== %% %%x%% <nowiki> </nowiki> <code> </code> <file> <html> <php> FIXME DELETEME
LOL 8-) :-) ;-) :?: :!: -> <- => <=> (c) (tm) (r) -- --- ... 640x480 >> << m( ^_^ "x" 'x'
it's % %%% {{rss>x}} \\\\server\\x a@x.org
""".split()
WORDS = ["a", "word", "Wort", "7", "10", "x", "Ottawa", "percent"]
_ALL = (SIGNS, MARKDOWN, PLATFORMS, WIKITEXT, DOKUWIKI, WORDS, [" ", " ", " ", "\u00a0"])


def strings(count: int, seed: int) -> Iterator[str]:
    """Yield texts that a brief may hold, of one to twelve pieces."""
    pick = random.Random(seed)  # noqa: S311 - no secret
    while count:
        pieces = [_piece(pick) for _ in range(pick.randint(1, 12))]
        text = " ".join("".join(pieces).split(" ")).strip()
        if text.strip() and not FORBIDDEN.search(text):
            yield text
            count -= 1


def _piece(pick: random.Random) -> str:
    if pick.random() < 0.06:
        return _any_character(pick)
    return pick.choice(pick.choice(_ALL))


def _any_character(pick: random.Random) -> str:
    while True:
        char = chr(pick.choice((pick.randint(0xA1, 0x2FF), pick.randint(0x370, 0xD7FF))))
        if char.isprintable() and not FORBIDDEN.search(char):
            return char
