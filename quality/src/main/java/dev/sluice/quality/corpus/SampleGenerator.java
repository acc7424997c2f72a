package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.evasion.EvasionTechnique;
import dev.sluice.quality.corpus.value.FilledTemplate;
import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.TemplateFiller;
import dev.sluice.quality.corpus.value.ValueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A generator of the samples of one kind. A sample depends on the seed and its id only. */
final class SampleGenerator {

  private final long seed;
  private final EntityKind kind;
  private final CleanTextGenerator prose;
  private final EntityTemplates templates;
  private final List<EvasionTechnique> evasions;

  SampleGenerator(long seed, EntityKind kind, CleanTextGenerator prose) {
    this.seed = seed;
    this.kind = kind;
    this.prose = prose;
    this.templates = EntityTemplates.read(kind);
    this.evasions = evasions(kind);
  }

  Sample make(SampleSet set, int number) {
    String id = kind.id() + "/" + set.id() + "/" + number;
    SeededRandom random = SeededRandom.of(seed, id);
    Function<String, GeneratedValue> values = name -> ValueTable.generate(name, random);
    String template =
        set == SampleSet.NEGATIVE ? templates.withoutValue(random) : templates.withValue(random);
    TemplateFiller filler =
        new TemplateFiller(
            templates.lists(), set == SampleSet.EVASION ? evading(values, random) : values, random);
    String between = template.contains("\n") || random.percent(40) ? "\n" : " ";
    if (random.percent(35)) {
      filler.add(prose.sentence(random) + between);
    }
    filler.add(template);
    if (random.percent(35)) {
      filler.add(between + prose.sentence(random));
    }
    Optional<EntityKind> mimics = set == SampleSet.NEGATIVE ? Optional.of(kind) : Optional.empty();
    FilledTemplate filled = filler.filled();
    return new Sample(id, set, form(random), filled.text(), entities(filled), mimics);
  }

  /** Picks the form of a body: 40 % plain, 30 % JSON, 30 % event stream. */
  static BodyForm form(SeededRandom random) {
    int share = random.below(10);
    return share < 4 ? BodyForm.PLAIN : share < 7 ? BodyForm.JSON : BodyForm.SSE;
  }

  private Function<String, GeneratedValue> evading(
      Function<String, GeneratedValue> values, SeededRandom random) {
    return name -> {
      GeneratedValue plain = values.apply(name);
      if (GeneratorKinds.of(name).filter(kind::equals).isEmpty()) {
        return plain;
      }
      GeneratedValue written = random.pick(evasions).apply(plain, random);
      while (written.text().equals(plain.text())) {
        written = random.pick(evasions).apply(plain, random);
      }
      return written;
    };
  }

  private static List<EntitySpan> entities(FilledTemplate filled) {
    List<EntitySpan> entities = new ArrayList<>();
    for (FilledTemplate.Place place : filled.places()) {
      GeneratorKinds.of(place.generator())
          .ifPresent(kind -> entities.add(new EntitySpan(kind, place.start(), place.end())));
    }
    return entities;
  }

  private static List<EvasionTechnique> evasions(EntityKind kind) {
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
          EvasionTechnique.ofNumbers();
      case EMAIL -> EvasionTechnique.ofAddresses();
      case IPV4, IPV6 -> EvasionTechnique.ofHosts();
      case AWS_KEY,
          GCP_KEY,
          GITHUB_TOKEN,
          SLACK_TOKEN,
          OPENAI_KEY,
          ANTHROPIC_KEY,
          JWT,
          BEARER_TOKEN,
          GENERIC_SECRET ->
          EvasionTechnique.ofKeys();
      case PRIVATE_KEY -> EvasionTechnique.ofBlocks();
      case DB_URL -> EvasionTechnique.ofUrls();
    };
  }
}
