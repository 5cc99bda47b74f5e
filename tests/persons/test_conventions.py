"""The coding conventions, one by one, and the taxonomy in many languages; phrases are generic."""

import pytest

from analysis.persons.offences import classify

CONVENTIONS = [
    # A stated conspiracy or organised group stands beside its object.
    ("Conspiracy to commit armed robbery", "organised_crime property"),
    ("Drug sale committed by an organized group", "organised_crime drugs"),
    ("Escroquerie en bande organisée", "organised_crime fraud_economic"),
    ("Asociación ilícita y estafa", "organised_crime fraud_economic"),
    ("Transporte de estupefacientes por tres o más personas organizadas", "organised_crime drugs"),
    # Acting together by agreement is a circumstance.
    ("Murder committed by a group of persons under a preliminary conspiracy", "homicide"),
    ("Убийство группой лиц по предварительному сговору", "homicide"),
    ("Homicidio agravado por el concurso premeditado de dos o más personas", "homicide"),
    # A terrorist gang or conspiracy is terrorism alone.
    ("Member of a terrorist gang", "terrorism"),
    ("Conspiracy to provide material support to terrorists", "terrorism"),
    ("Association de malfaiteurs en vue de la préparation d'actes de terrorisme", "terrorism"),
    ("Supporting a criminal and terrorist group", "terrorism organised_crime"),
    # Banditry is organised crime; brigandage is robbery.
    ("Banditry", "organised_crime"),
    ("Brigandage", "property"),
    # Contraband of drugs is drugs; smuggling counts where it is a charge of its own.
    ("Contrabando de estupefacientes", "drugs"),
    ("Drugs smuggling", "drugs"),
    ("Firearms smuggling", "weapons"),
    ("Illegal drug trafficking; smuggling", "drugs tax_customs"),
    (
        "Asociación ilícita, contrabando y tentativa de contrabando de estupefacientes",
        "organised_crime drugs tax_customs",
    ),
    # A war crime's named act is labelled too.
    ("War crimes: hostage taking", "kidnapping international_crimes"),
    ("Murder as a crime against humanity", "homicide international_crimes"),
    ("Homicidio en persona protegida", "homicide international_crimes"),
    # Hijacking, border crossing, corpse offences and disguise are other.
    ("Hijacking", "other"),
    ("Air piracy", "other"),
    ("Illegal crossing of the state border", "other"),
    ("Murder and concealment of a corpse", "homicide other"),
    ("Robbery, disguise with intent", "property other"),
    # Bare articles and the like are unspecified.
    ("art. 110, 81 of the penal code", "unspecified"),
    ("120B, 302, 307 IPC", "unspecified"),
    ("ст. 159 ч. 4 УК РФ", "unspecified"),
    ("Fugitive", "unspecified"),
    ("", "unspecified"),
    ("  \n", "unspecified"),
    # A statute that names its subject states it.
    ("Section 27 of the Arms Act", "weapons"),
    ("Violation of the Narcotic Drugs Act", "drugs"),
    ("Infracción a la ley 22.415", "tax_customs"),
    ("Infracción ley 23.737", "drugs"),
    # Incitement to terrorism is terrorism, to hatred is speech.
    ("Public calls for terrorist activity, public justification of terrorism", "terrorism"),
    ("Propaganda of terrorism", "terrorism"),
    ("Incitement of hatred or enmity", "extremism_speech"),
    # Drugs are meant by the bare Salvadoran names.
    ("Posesión y tenencia", "drugs"),
    ("Tráfico ilícito", "drugs"),
    ("Posesión y tenencia de armas", "weapons"),
    ("Tráfico ilícito de armas de fuego", "weapons"),
    ("Tráfico ilícito de personas", "human_trafficking"),
    # The weapon or the force is a circumstance of robbery, rape or killing.
    ("Robo agravado por el uso de arma de fuego", "property"),
    ("Vol avec arme", "property"),
    ("Assault with a firearm", "violence"),
    ("Assault with robbery", "property"),
    ("Assault, robbery", "violence property"),
    ("Homicidio agravado por el uso de arma de fuego y portación ilegal de arma de guerra", "homicide weapons"),
    ("Rape using threats", "sexual"),
    ("Indecent assault", "sexual"),
    ("Assault with intent to commit murder", "homicide"),
    # Threatened death is a threat; death by driving is traffic.
    ("Death threats", "violence"),
    ("Amenazas de muerte", "violence"),
    ("Violation of traffic rules causing the death of a person", "traffic"),
    # Motive, exploitation as an aim, and duties after conviction.
    ("Murder for mercenary motives", "homicide"),
    ("Trata de personas con fines de explotación sexual", "human_trafficking"),
    ("Failure to register as a sex offender", "justice"),
    ("Corrupción de menores", "sexual"),
    ("Corrupción", "corruption"),
    ("Tax fraud", "tax_customs"),
    ("Fraude procesal", "justice"),
    ("Tax evasion", "tax_customs"),
    ("Evasión", "justice"),
    ("Violación de domicilio", "property"),
    ("Violación", "sexual"),
    ("Violation of the law", "unspecified"),
    ("Illegal armed gang", "armed_formation"),
    ("Something nobody has heard of", "other"),
]

LANGUAGES = [
    ("Убийство; разбой", "homicide property"),
    ("Участие в незаконном вооруженном формировании", "armed_formation"),
    ("Мошенничество в особо крупном размере", "fraud_economic"),
    ("Умисне вбивство; шахрайство", "homicide fraud_economic"),
    ("القتل العمد", "homicide"),
    ("الاتجار بالمخدرات والسرقة", "drugs property"),
    ("Betrug und Steuerhinterziehung", "fraud_economic tax_customs"),
    ("Gefährliche Körperverletzung", "violence"),
    ("Associazione per delinquere finalizzata al traffico di stupefacenti", "organised_crime drugs"),
    ("Violenza sessuale", "sexual"),
    ("Zabójstwo", "homicide"),
    ("Udział w zorganizowanej grupie przestępczej", "organised_crime"),
    ("Kasten öldürme", "homicide"),
    ("Cumhurbaşkanına hakaret", "extremism_speech"),
    ("Silahlı terör örgütüne üye olma", "terrorism"),
    ("Tráfico de drogas e associação para o tráfico", "organised_crime drugs"),
    ("Viol aggravé", "sexual"),
    ("Omor deosebit de grav", "homicide"),
    ("Fraud - نصب واحتيال", "fraud_economic"),
    ("故意杀人罪", "homicide"),
]


@pytest.mark.parametrize(("text", "labels"), CONVENTIONS + LANGUAGES)
def test_a_phrase_has_exactly_its_labels(text, labels):
    assert classify(text) == tuple(labels.split())


@pytest.mark.parametrize(
    "text",
    ["Not guilty of murder", "Acquitted of the charge of fraud", "absuelto de homicidio"],
)
def test_what_is_denied_is_not_stated(text):
    assert classify(text) == ("unspecified",)


def test_a_denial_reaches_the_next_words_only():
    assert classify("Robbery without violence, murder") == ("homicide", "property")


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("MUDER", "murder"),
        ("parcicipation in illegal armed fomation", "participation in illegal armed formation"),
        ("Homicidio simple extorsiÃ³n", "Homicidio simple extorsión"),
        ("<p>Murder&nbsp;&amp; theft</p>", "Murder and theft"),
        ("mur\u00adder", "murder"),
        ("сontrabando", "contrabando"),
        ("ＭＵＲＤＥＲ", "murder"),
        ("VIOLACIO\u0301N", "violación"),
    ],
)
def test_damage_is_undone(damaged, whole):
    assert classify(damaged) == classify(whole)


@pytest.mark.parametrize("word", ["creating", "violation", "formerly", "expensive", "training", "further", "organ"])
def test_ordinary_words_are_not_taken_for_misspelt_offences(word):
    assert classify(f"murder {word}") == ("homicide",)
