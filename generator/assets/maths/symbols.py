"""The commands of school maths that print one sign, by what the sign does in a formula (TeXbook, chapter 18; names of LaTeX)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "inner"]
"""What a part of a formula is: the space round it depends on this."""


def _listed(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GREEK = _listed(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν "
    "xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
PLAIN = _listed(
    "infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ angle ∠ "
    "measuredangle ∡ sphericalangle ∢ triangle △ square □ Box □ blacksquare ■ Diamond ◇ bigstar ★ top ⊤ bot ⊥ neg ¬ lnot ¬ "
    "degree ° ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ checkmark ✓ complement ∁ sharp ♯ flat ♭ natural ♮ "
    "frown ⌢ smile ⌣ imath 𝚤 jmath 𝚥 surd √"
)
BINARY = _listed(
    "cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ setminus ∖ smallsetminus ∖ wedge ∧ land ∧ "
    "vee ∨ lor ∨ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ diamond ⋄ amalg ⨿"
)
RELATIONS = _listed(
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ equiv ≡ cong ≅ sim ∼ simeq ≃ asymp ≍ "
    "propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ nsubseteq ⊈ "
    "nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋ parallel ∥ nparallel ∦ perp ⊥ mid ∣ nmid ∤ to → rightarrow → leftarrow ← gets ← "
    "leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ impliedby ⟸ mapsto ↦ longmapsto ⟼ "
    "longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ "
    "uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ "
    "rightleftharpoons ⇌ leftrightharpoons ⇋ rightharpoonup ⇀ leftharpoonup ↼ hookrightarrow ↪ prec ≺ succ ≻ models ⊨ "
    "vdash ⊢ therefore ∴ because ∵ nless ≮ ngtr ≯ nleq ≰ ngeq ≱"
)
LARGE = _listed(
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀"
)
OPENING = _listed("lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖")
CLOSING = _listed("rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖")
BARS = _listed("vert | Vert ‖ backslash ∖")
"""Signs that open as well as close."""
ESCAPED = _listed("% % $ $ & & # # _ _ { { } } | ‖")
"""What stands after a backslash that is no letter, spaces left out."""

NEGATED = _listed("= ≠ < ≮ > ≯ ≤ ≰ ≥ ≱ ∈ ∉ ∋ ∌ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ≡ ≢ ≈ ≉ ∼ ≁ ≃ ≄ ≅ ≇ ∥ ∦ ∣ ∤ ∃ ∄ → ↛ ⇒ ⇏ ⇔ ⇎ ≺ ⊀ ≻ ⊁ ⊢ ⊬ ⊨ ⊭")
"""What `not` makes of the sign after it."""

FUNCTIONS = _words("sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp arg deg dim hom ker")
LIMITED = _words("lim max min sup inf det gcd Pr liminf limsup")
"""Functions that in a displayed formula have what belongs to them underneath."""

SPACES: Mapping[str, float] = {
    ",": 3, "thinspace": 3, ":": 4, ">": 4, "medspace": 4, ";": 5, "thickspace": 5, "!": -3, "negthinspace": -3,
    " ": 4.5, "space": 4.5, "enspace": 9, "quad": 18, "qquad": 36, "~": 4.5, "nobreakspace": 4.5,
}  # fmt: skip
"""Widths in eighteenths of an em."""

ACCENTS = _listed(
    "hat \u0302 bar \u0304 vec \u20d7 dot \u0307 ddot \u0308 dddot \u20db tilde \u0303 check \u030c breve \u0306 acute \u0301 "
    "grave \u0300 mathring \u030a"
)
WIDE = _listed("widehat \u0302 widetilde \u0303")
ARROWS = ("overrightarrow", "overleftarrow", "overleftrightarrow", "underrightarrow", "underleftarrow", "underleftrightarrow")
BRACES = _listed("overbrace ⏞ underbrace ⏟")

ALPHABETS = {
    "mathrm": "", "text": "", "textrm": "", "textnormal": "", "mbox": "", "mathup": "", "operatorname": "",
    "mathit": "italic", "textit": "italic", "mathbf": "bold", "textbf": "bold", "boldsymbol": "bold-italic", "bm": "bold-italic",
    "mathbb": "double", "mathcal": "script", "mathscr": "script",
}  # fmt: skip
"""The alphabet of a command's letters; `text` and its kin keep spaces."""
TEXTS = frozenset(("text", "textrm", "textnormal", "mbox", "textit", "textbf"))

_KINDS: tuple[tuple[dict[str, str], Kind], ...] = (
    (GREEK, "ord"), (PLAIN, "ord"), (BARS, "ord"), (BINARY, "bin"), (RELATIONS, "rel"), (LARGE, "op"), (OPENING, "open"),
    (CLOSING, "close"),
)  # fmt: skip

COMMANDS: Mapping[str, tuple[str, Kind]] = {name: (sign, kind) for table, kind in _KINDS for name, sign in table.items()}
"""By command, the sign that it prints and what that is."""

SIGNS: Mapping[str, Kind] = {
    **{sign: kind for sign, kind in COMMANDS.values() if ord(sign) > 127},
    **dict.fromkeys("+-*−", "bin"), **dict.fromkeys("=<>:", "rel"), **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]!?", "close"), **dict.fromkeys(",;", "punct"), **dict.fromkeys("/|.'′″‴@\"‖%°·", "ord"), "·": "bin",
}  # fmt: skip
"""What a sign is that is written as itself."""

AS = {"-": "−", "*": "∗", "'": "′", "·": "⋅", "~": "\u00a0"}
"""What some signs of the keyboard print in a formula."""

ALPHABET_STARTS = {
    "italic": (0x1D434, 0x1D44E, None),
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
    "double": (0x1D538, 0x1D552, 0x1D7D8),
    "script": (0x1D49C, 0x1D4B6, None),
}
"""Where Unicode has the capitals, small letters and digits of an alphabet."""
HOLES = _listed("𝑕 ℎ 𝔺 ℂ 𝔿 ℍ 𝕅 ℕ 𝕇 ℙ 𝕈 ℚ 𝕉 ℝ 𝕑 ℤ 𝒝 ℬ 𝒠 ℰ 𝒡 ℱ 𝒣 ℋ 𝒤 ℐ 𝒧 ℒ 𝒨 ℳ 𝒭 ℛ 𝒺 ℯ 𝒼 ℊ 𝓄 ℴ")
"""Letters that Unicode has elsewhere."""
GREEK_ITALIC = _listed(
    "α 𝛼 β 𝛽 γ 𝛾 δ 𝛿 ε 𝜀 ζ 𝜁 η 𝜂 θ 𝜃 ι 𝜄 κ 𝜅 λ 𝜆 μ 𝜇 ν 𝜈 ξ 𝜉 π 𝜋 ρ 𝜌 ς 𝜍 σ 𝜎 τ 𝜏 υ 𝜐 φ 𝜑 χ 𝜒 ψ 𝜓 ω 𝜔 ϵ 𝜖 ϑ 𝜗 ϕ 𝜙 ϱ 𝜚 ϖ 𝜛 ∂ 𝜕"
)
"""Small Greek letters slant, capitals stand upright, as in TeX."""


def lettered(char: str, alphabet: str) -> str:
    """Return a letter or digit in another alphabet; what that lacks stays as it is."""
    if alphabet in ("italic", "bold-italic") and char in GREEK_ITALIC:
        return GREEK_ITALIC[char]
    starts = ALPHABET_STARTS.get(alphabet)
    if starts is None:
        return char
    for first, last, start in (("A", "Z", starts[0]), ("a", "z", starts[1]), ("0", "9", starts[2])):
        if first <= char <= last and start is not None:
            made = chr(start + ord(char) - ord(first))
            return HOLES.get(made, made)
    return char
