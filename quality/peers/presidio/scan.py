"""Reads texts as JSON lines, and writes what Presidio's pattern recognizers find in each of them."""

import json
import sys

import phonenumbers
import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    KrBrnRecognizer,
    KrDriverLicenseRecognizer,
    KrFrnRecognizer,
    KrPassportRecognizer,
    KrRrnRecognizer,
    PhoneRecognizer,
    UsSsnRecognizer,
)
from spacy.language import Language

LANGUAGE = "ko"
THRESHOLD = 0.4
REGIONS = ("KR", "US", "GB", "JP", "CN", "DE", "FR", "SG", "IN", "AU")


@Language.component("words_as_lemmas")
def words_as_lemmas(doc):
    """Context words are looked for among lemmas, which a blank pipeline leaves empty."""
    for word in doc:
        word.lemma_ = word.lower_
    return doc


class Tokens(SpacyNlpEngine):
    """Splits into words and nothing more: no model is fetched."""

    def load(self):
        words = spacy.blank("xx")
        words.add_pipe("words_as_lemmas")
        self.nlp = {LANGUAGE: words}


def analyzer():
    recognizers = [
        PhoneRecognizer(supported_language=LANGUAGE, supported_regions=REGIONS),
        *(
            recognizer(supported_language=LANGUAGE)
            for recognizer in (
                CreditCardRecognizer,
                EmailRecognizer,
                IbanRecognizer,
                IpRecognizer,
                KrBrnRecognizer,
                KrDriverLicenseRecognizer,
                KrFrnRecognizer,
                KrPassportRecognizer,
                KrRrnRecognizer,
                UsSsnRecognizer,
            )
        ),
    ]
    registry = RecognizerRegistry(recognizers, supported_languages=[LANGUAGE])
    engine = Tokens(models=[{"lang_code": LANGUAGE, "model_name": "blank"}])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        # In Korean what a number is often follows it.
        context_aware_enhancer=LemmaContextAwareEnhancer(context_suffix_count=5),
    )


def rule(finding, text):
    """What it is called, with the country of a telephone number and the version of an address."""
    value = text[finding.start : finding.end]
    if finding.entity_type == "PHONE_NUMBER" and is_korean(value):
        return "PHONE_NUMBER of KR"
    if finding.entity_type == "IP_ADDRESS" and ":" in value:
        return "IP_ADDRESS of 6"
    return finding.entity_type


def is_korean(value):
    try:
        number = phonenumbers.parse(value, "KR")
    except phonenumbers.NumberParseException:
        return False
    return number.country_code == 82 and phonenumbers.is_valid_number(number)


def main():
    engine = analyzer()
    # The list of public suffixes that is in the package, instead of one fetched on first use.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    for line in sys.stdin:
        text = json.loads(line)
        found = engine.analyze(text, language=LANGUAGE, score_threshold=THRESHOLD)
        found = [{"rule": rule(f, text), "start": f.start, "end": f.end} for f in found]
        print(json.dumps(found), flush=True)


main()
