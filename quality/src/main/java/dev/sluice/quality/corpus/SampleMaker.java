package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.evasion.Evasion;
import dev.sluice.quality.corpus.template.Filled;
import dev.sluice.quality.corpus.template.Filler;
import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the samples of one kind, each from the seed and its own id alone. */
final class SampleMaker {

  private final long seed;
  private final Kind kind;
  private final Prose prose;
  private final KindTemplates templates;
  private final List<Evasion> evasions;

  SampleMaker(long seed, Kind kind, Prose prose) {
    this.seed = seed;
    this.kind = kind;
    this.prose = prose;
    this.templates = KindTemplates.read(kind);
    this.evasions = evasions(kind);
  }

  Sample make(SampleSet set, int number) {
    String id = kind.id() + "/" + set.id() + "/" + number;
    SeededRandom dice = SeededRandom.of(seed, id);
    Function<String, Value> values = name -> Makers.of(name).maker().make(dice);
    String template =
        set == SampleSet.NEGATIVE ? templates.withoutValue(dice) : templates.withValue(dice);
    Filler filler =
        new Filler(
            templates.lists(), set == SampleSet.EVASION ? evading(values, dice) : values, dice);
    String between = template.contains("\n") || dice.percent(40) ? "\n" : " ";
    if (dice.percent(35)) {
      filler.add(prose.sentence(dice) + between);
    }
    filler.add(template);
    if (dice.percent(35)) {
      filler.add(between + prose.sentence(dice));
    }
    Optional<Kind> mimics = set == SampleSet.NEGATIVE ? Optional.of(kind) : Optional.empty();
    Filled filled = filler.filled();
    return new Sample(id, set, form(dice), filled.text(), entities(filled), mimics);
  }

  /** Four of ten texts are plain, three are in a request, three in a stream. */
  static Form form(SeededRandom dice) {
    int share = dice.below(10);
    return share < 4 ? Form.PLAIN : share < 7 ? Form.JSON : Form.SSE;
  }

  private Function<String, Value> evading(Function<String, Value> values, SeededRandom dice) {
    return name -> {
      Value plain = values.apply(name);
      if (Makers.of(name).kind().filter(kind::equals).isEmpty()) {
        return plain;
      }
      Value written = dice.pick(evasions).apply(plain, dice);
      while (written.text().equals(plain.text())) {
        written = dice.pick(evasions).apply(plain, dice);
      }
      return written;
    };
  }

  private static List<Entity> entities(Filled filled) {
    List<Entity> entities = new ArrayList<>();
    for (Filled.Place place : filled.places()) {
      Makers.of(place.maker())
          .kind()
          .ifPresent(kind -> entities.add(new Entity(kind, place.start(), place.end())));
    }
    return entities;
  }

  private static List<Evasion> evasions(Kind kind) {
    return switch (kind) {
      case KR_RRN,
          KR_FOREIGNER,
          KR_BUSINESS,
          KR_PASSPORT,
          KR_DRIVER_LICENCE,
          KR_BANK_ACCOUNT,
          PHONE_KR,
          PHONE_INTL,
          CARD,
          IBAN,
          US_SSN ->
          Evasion.ofNumbers();
      case EMAIL -> Evasion.ofAddresses();
      case IPV4, IPV6 -> Evasion.ofHosts();
      case AWS_KEY,
          GCP_KEY,
          GITHUB_TOKEN,
          SLACK_TOKEN,
          OPENAI_KEY,
          ANTHROPIC_KEY,
          JWT,
          BEARER_TOKEN,
          GENERIC_SECRET ->
          Evasion.ofKeys();
      case PRIVATE_KEY -> Evasion.ofBlocks();
      case DB_URL -> Evasion.ofUrls();
    };
  }
}
