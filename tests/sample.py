"""A whole topic made in memory, in the manner of the mock-ups: every block, every type, a group, for compose and layout."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from making import LEVELS, cloze, essay, matching, multiple_choice, true_false

from generator.compose import KINDS, Setting, compose
from generator.languages import words
from generator.model.blocks import Callout, Figure, Heading, Listing, PageBreak, Paragraph, Quotation, Table, Timeline
from generator.model.item import Blocks, Group
from generator.model.text import said
from generator.model.topic import Correction, Objective, Reference, Term, Topic
from generator.select import select


def line(text):
    return said(text).paragraphs[0]


def handout():
    """One block of each kind."""
    return Blocks(
        (
            Heading(2, line("Apa itu kerja sama internasional?")),
            Paragraph(
                line(
                    "**Kerja sama internasional** adalah kolaborasi dua negara atau lebih untuk mencapai tujuan bersama. "
                    "Bidangnya tidak terbatas: politik, ekonomi, sosial, budaya, dan keamanan. Jalannya adalah **diplomasi**."
                )
            ),
            Callout("did-you-know", (Paragraph(line("Gerakan Nonblok bukan organisasi, melainkan gerakan.")),)),
            Listing(((Paragraph(line("pertama")),), (Paragraph(line("kedua")),)), ("1.", "2.")),
            Figure("pictures/three-forms.svg", said("Tiga gambar"), said("Tiga bentuk kerja sama."), said("Penyusun"), 100.0),
            Paragraph(line("Kerja sama bilateral melibatkan dua negara, misalnya Indonesia dan Jepang.")),
            Table(
                (said(""), said("Bilateral"), said("Regional")),
                ((said("Pihak"), said("dua negara"), said("negara sekawasan")), (said("Contoh"), said("IJEPA"), said("ASEAN"))),
                said("Perbandingan bentuk kerja sama"),
                ("start", "start", "center"),
            ),
            Heading(3, line("Jejak")),
            Timeline(((said("1945"), said("PBB berdiri.")), (said("1967"), said("ASEAN didirikan.")))),
            Quotation(said("Semua bangsa berhak."), said("Piagam PBB")),
            PageBreak(),
            Callout("caution", (Paragraph(line("Jangan tertukar: WTO dan WHO.")),)),
        )
    )


def items():
    """Items of every type and a group, for three activities."""
    right = {0: "Bi- berarti dua.", 1: "regional melibatkan kawasan", 2: "multilateral lebih dari dua"}
    first, second, third = (
        {"objective": ("tp2",), "cognitive": "C1"},
        {"objective": ("tp2",), "cognitive": "C2"},
        {"objective": ("tp4",)},
    )
    badan = ("mengurus kesehatan", "WHO"), ("melindungi pengungsi", "UNHCR"), ("mengatasi pangan", "FAO")
    singkatan = (
        "WHO – Organisasi Perdagangan Dunia",
        "WTO – Organisasi Perdagangan Dunia",
        "IMF – Kesehatan",
        "WTO – Dana Moneter",
    )
    rumpang = "Kerja sama adalah kolaborasi [[dua]] negara untuk mencapai [[tujuan|cita-cita]] bersama."
    pendapat = "Menurut saya manfaatnya lebih besar karena pasar terbuka dan ilmu berkembang."
    rubrik = ((Decimal(1), "menyatakan pendapat"), (Decimal(4), "dua alasan dari bacaan"), (Decimal(1), "satu contoh"))
    bentuk = ("bilateral", "regional", "multilateral", "unilateral")
    kata = said("Kata *bilateral* berarti antara dua pihak.")
    helps = {"starter": said("Manfaatnya"), "keywords": (said("pasar"), said("dialog"))}
    return (
        multiple_choice(
            "pg-bilateral", *bentuk, drops={3: 1}, whys=right, rationale=kata, hint=said("Bi- berarti dua."), **first
        ),
        multiple_choice("pg-wto", *singkatan, key=1, **second),
        true_false("bs-asean", False, "ASEAN adalah contoh kerja sama regional.", **second),
        true_false("bs-pbb", True, **first),
        matching("jodoh-badan", *badan, extra=("IAEA",), **second),
        cloze("rumpang", rumpang, extra=("konsensus",), **second),
        Group(
            name="bacaan",
            stimulus=Blocks(
                (
                    Heading(2, line("Terbuka, tetapi Tetap Waspada")),
                    Paragraph(line("Kerja sama dengan negara lain membuka pasar dan mempertemukan para ilmuwan. " * 6)),
                    Paragraph(line("Namun, keterbukaan ada harganya.")),
                )
            ),
            items=(
                essay("esai-manfaat", "Pasar dan ilmu.", ((Decimal(2), "dua manfaat"),), cognitive="C3", **helps, **third),
                multiple_choice("pg-bacaan", "dialog", "perang", cognitive="C4", **third),
            ),
            reference=("wto",),
        ),
        essay("esai-pendapat", pendapat, rubrik, cognitive="C5", reference=("wto",), as_of="2025-10", **third),
    )


def sample(**changes):
    """The topic."""
    made = Topic(
        format="1",
        name="kerja-sama",
        language="id",
        languages=("id",),
        title=said("Kerja Sama Bilateral, Regional, dan Multilateral"),
        subject=said("Ilmu Pengetahuan Sosial (IPS)"),
        grade=(9,),
        duration=80,
        authors=("Tim Lembar",),
        licence="CC BY-SA 4.0",
        lead=said("Tidak ada negara yang dapat memenuhi semua kebutuhannya sendiri."),
        objectives=(
            Objective(name="tp2", text=said("Membedakan kerja sama bilateral, regional, dan multilateral.")),
            Objective(name="tp4", text=said("Menimbang manfaat dan dampak kerja sama.")),
        ),
        references=(Reference(name="wto", title=said("About the WTO"), author="WTO", date="2024", url="https://www.wto.org"),),
        terms=(
            Term(name="diplomasi", term=said("diplomasi"), meaning=said("perundingan antarnegara oleh wakil resmi")),
            Term(name="bilateral", term=said("bilateral"), meaning=said("antara dua negara")),
            Term(name="konsensus", term=said("konsensus"), meaning=said("kesepakatan semua pihak")),
        ),
        summary=(said("Bilateral berarti dua negara."), said("Regional berarti negara sekawasan.")),
        handout=handout(),
        corrections=(
            Correction(
                claim=said("WTO adalah World Trade Center."), correction=said("World Trade Organization."), reference="wto"
            ),
        ),
        items=items(),
    )
    made = replace(made, **changes)
    settled = iter(type(made.items[2]).settled([item for item in made.every_item() if item.TYPE == "true-false"]))
    return replace(made, items=tuple(next(settled) if getattr(i, "TYPE", "") == "true-false" else i for i in made.items))


def plan_of(topic, level="medium", **request):
    """The plan of a worksheet of all items, or of an exam."""
    wanted = {"kind": "worksheet", "items": 30, "variants": None, "seed": 1, "only": (), "skip": (), "types": (), **request}
    return select(topic, LEVELS[level], **wanted).plans


def made(kind, level="medium", language="id", topic=None, setting=None, **request):
    """A document of the sample topic."""
    topic = topic or sample()
    sheet = KINDS[kind].sheet
    if KINDS[kind].versions_of:
        plans = plan_of(topic, level, kind=sheet, **{"variants": 2, **request})
        return compose(kind, topic, None, LEVELS[level], words(language), replace(setting or Setting(), versions=plans))
    plan = plan_of(topic, level, kind=sheet, **request)[0] if sheet else None
    return compose(kind, topic, plan, LEVELS[level], words(language), setting)
