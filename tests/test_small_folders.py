"""Folders of a few articles: most have nothing to do with each other, and there are few to compare them with."""

from __future__ import annotations

from datetime import date

import numpy as np

from dedup.article import Article
from dedup.match.pair_features import FEATURES, LARGE, MIN_BEST, SMALL, smallness
from dedup.pipeline import measure, scan_articles
from dedup.settings import Settings
from dedup.train import labelled_folders

TOWN = (  # one week of a small town; only the two on the bridge are on one story
    ("Rathaus Warnsee wird saniert", "Das Rathaus von Warnsee wird ab Mai saniert. Die Arbeiten kosten 4,2 Millionen "
     "Euro und dauern zwei Jahre. Die Verwaltung zieht in die alte Schule um, sagte Bürgermeisterin Ilse Kranz."),
    ("Brücke über die Auen gesperrt", "Die Brücke über die Auen ist seit Montag für Lastwagen gesperrt. Prüfer hatten "
     "Risse im Beton gefunden. Der Umweg über Tiefenbach beträgt 14 Kilometer, teilte das Bauamt mit."),
    ("Risse entdeckt: Auenbrücke für Lkw dicht", "Wegen Rissen im Beton dürfen Lastwagen die Auenbrücke bei Warnsee "
     "nicht mehr befahren. Das Bauamt leitet sie seit Montag über Tiefenbach um. Wie lange die Sperrung dauert, ist "
     "offen."),
    ("Unfall auf der Landstraße bei Tiefenbach", "Bei einem Unfall auf der Landstraße bei Tiefenbach sind am Dienstag "
     "zwei Menschen verletzt worden. Ein Lastwagen war auf glatter Fahrbahn ins Rutschen geraten. Die Straße blieb "
     "drei Stunden gesperrt."),
    ("Motorradfahrer nach Sturz im Krankenhaus", "Ein 34 Jahre alter Motorradfahrer ist am Mittwoch bei Auental "
     "gestürzt und schwer verletzt worden. Ein Hubschrauber brachte ihn ins Krankenhaus. Andere Fahrzeuge waren nicht "
     "beteiligt, sagte die Polizei."),
    ("Polizei sucht Zeugen nach Einbruch in Bäckerei", "Unbekannte sind in der Nacht zum Mittwoch in eine Bäckerei in "
     "Warnsee eingebrochen. Sie nahmen die Kasse mit 300 Euro mit. Die Polizei bittet um Hinweise."),
    ("Einbrecher stehlen Werkzeug von Baustelle", "Von einer Baustelle in Auental haben Diebe in der Nacht zum "
     "Dienstag Werkzeug im Wert von 12.000 Euro gestohlen. Sie schnitten einen Zaun auf. Die Polizei ermittelt."),
    ("Freibad öffnet erst im Juni", "Das Freibad in Warnsee öffnet in diesem Jahr erst im Juni. Die neuen Pumpen "
     "werden später geliefert als geplant. Dauerkarten bleiben gleich teuer, sagte der Betreiber."),
    ("Stadtwerke Auental senken Gaspreis", "Die Stadtwerke Auental senken den Gaspreis zum 1. Juli um acht Prozent. "
     "Eine Familie spart im Jahr rund 130 Euro. Der Strompreis bleibt vorerst gleich."),
    ("Windräder am Hohen Berg: Bürger stimmen ab", "Die Bürger von Tiefenbach stimmen im Mai über sechs Windräder am "
     "Hohen Berg ab. Der Gemeinderat hatte dem Vorhaben knapp zugestimmt. Eine Bürgerinitiative sammelte 900 "
     "Unterschriften dagegen."),
    ("SV Warnsee verliert Spitzenspiel", "Der SV Warnsee hat das Spitzenspiel gegen den FC Auental mit 1:3 verloren. "
     "Vor 800 Zuschauern traf Stürmer Jonas Falk zweimal. Auental ist nun Tabellenführer."),
    ("Handballerinnen steigen auf", "Die Handballerinnen des TSV Tiefenbach sind in die Oberliga aufgestiegen. Sie "
     "gewannen das letzte Spiel gegen Warnsee mit 27:22. Trainerin Maren Holt verlängerte ihren Vertrag."),
    ("Kita-Gebühren in Warnsee steigen", "Eltern in Warnsee zahlen ab August fünf Prozent mehr für einen Platz in der "
     "Kita. Der Stadtrat beschloss die Gebühren am Donnerstag gegen die Stimmen der Opposition."),
    ("Neue Grundschule: Spatenstich in Auental", "In Auental hat der Bau der neuen Grundschule begonnen. Sie soll 18 "
     "Millionen Euro kosten und 2033 öffnen. Bürgermeister Karl Brandt griff am Freitag selbst zum Spaten."),
    ("Spargelernte beginnt spät", "Die Spargelernte hat in diesem Jahr zwei Wochen später begonnen als sonst. Kalte "
     "Nächte sind der Grund, sagen Bauern aus Tiefenbach. Ein Kilo kostet 14 Euro."),
)  # fmt: skip
ARTICLES = [
    Article(title=title, text=text, language="de", published=date(2031, 4, 7 + place % 5), location=str(place))
    for place, (title, text) in enumerate(TOWN)
]


def test_unrelated_articles_are_not_on_one_story_for_want_of_others() -> None:
    report = scan_articles(ARTICLES, Settings(jobs=1))
    assert [sorted(story.articles) for story in report.stories if len(story.articles) > 1] == [[1, 2]]


def test_the_nearest_article_of_a_small_folder_is_not_taken_for_alike() -> None:
    floored, learnt = (measure(ARTICLES, Settings(jobs=1), min_best=least).values for least in (MIN_BEST, 0.0))
    cosine, best = (list(FEATURES).index(name) for name in ("cosine", "of_second_best"))
    assert (floored[:, best] <= floored[:, cosine] / MIN_BEST + 1e-9).all()
    assert (learnt[:, best] > learnt[:, cosine] / MIN_BEST).any()


def test_a_model_learns_from_what_is_as_it_is() -> None:
    labels = ["bridge" if "Bauamt" in text else title for title, text in TOWN]
    folder = next(labelled_folders(ARTICLES, labels, Settings(jobs=1)))
    measured = measure(ARTICLES, Settings(jobs=1), min_best=0.0)
    np.testing.assert_array_equal(folder.features, measured.values)


def test_a_folder_is_less_and_less_a_small_one_as_it_grows() -> None:
    sizes = [2, 12, SMALL, SMALL + 1, 120, LARGE - 1, LARGE, 10 * LARGE]
    found = [smallness(n) for n in sizes]
    assert found == sorted(found, reverse=True)
    assert found[:3] == [1.0] * 3
    assert 0 < found[5] < 0.01
    assert found[6:] == [0.0] * 2
