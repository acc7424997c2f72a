package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.GeneratorKinds;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.evasion.EvasionFamily;
import dev.sluice.quality.corpus.evasion.ValueShape;
import dev.sluice.quality.corpus.grammar.TextDerivation;
import dev.sluice.quality.corpus.value.FilledTemplate;
import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A composer of texts from the grammar of a side. A text depends on the seed and its id only. */
final class SideComposer {
  private static final int DRAWS = 100;
  private static final int HURRIED = 10;

  private final SideGrammar side;
  private final long seed;

  SideComposer(SideGrammar side, long seed) {
    this.side = side;
    this.seed = seed;
  }

  /** Composes sentences with a value. */
  SideSample chat(EntityKind kind, int number) {
    return withValue(TextSource.GRAMMAR, kind, number);
  }

  /** Composes records with a value. */
  SideSample layout(EntityKind kind, int number) {
    return withValue(TextSource.LAYOUT, kind, number);
  }

  /** Composes a text without a value, of one of the families of a source. */
  SideSample ordinary(TextSource source, int number) {
    String prefix = source == TextSource.LAYOUT ? "plain_layout" : "plain";
    List<String> families = side.lookalikes(prefix);
    String family = families.get(number % families.size());
    String id = source.id() + "/" + family + "/" + number;
    SeededRandom random = random(id);
    TextDerivation text =
        new TextDerivation(side.grammar(), Map.of(), new SideValues(side, random), random)
            .add(random.pick(side.grammar().alternatives(prefix + "." + family)));
    FilledTemplate filled = text.filled();
    return new SideSample(id, SampleSet.NEGATIVE, source, family, filled.text(), spans(filled));
  }

  /** Composes a text with a value in a form of the family. */
  SideSample evasion(EvasionFamily family, int number) {
    List<EntityKind> kinds =
        Arrays.stream(EntityKind.values()).filter(kind -> suits(family, kind)).toList();
    EntityKind kind = kinds.get(number % kinds.size());
    String id = family.id() + "/" + kind.id() + "/" + number;
    SeededRandom random = random(id);
    String sort = sort(number % 4 == 3 ? TextSource.LAYOUT : TextSource.GRAMMAR, random);
    SideValues values = new SideValues(side, random);
    Function<String, GeneratedValue> rewritten =
        name ->
            GeneratorKinds.of(name).filter(kind::equals).isPresent()
                ? rewritten(family, () -> values.apply(name), random)
                : values.apply(name);
    FilledTemplate filled = fill(sort, kind, rewritten, random);
    return new SideSample(
        id, SampleSet.EVASION, TextSource.GRAMMAR, family.id(), filled.text(), own(filled, kind));
  }

  private SideSample withValue(TextSource source, EntityKind kind, int number) {
    String id = source.id() + "/" + kind.id() + "/" + number;
    SeededRandom random = random(id);
    String sort = sort(source, random);
    FilledTemplate filled = fill(sort, kind, new SideValues(side, random), random);
    if (sort.equals("ko") && random.percent(HURRIED)) {
      filled = HangulSpacing.squeeze(filled);
    }
    return new SideSample(id, SampleSet.ENTITY, source, kind.id(), filled.text(), spans(filled));
  }

  private FilledTemplate fill(
      String sort, EntityKind kind, Function<String, GeneratedValue> values, SeededRandom random) {
    return new TextDerivation(side.grammar(), side.names(sort, kind), values, random)
        .add(side.template(sort, kind, random))
        .filled();
  }

  /** Draws values until the family changes one. */
  private GeneratedValue rewritten(
      EvasionFamily family, Supplier<GeneratedValue> values, SeededRandom random) {
    for (int i = 0; i < DRAWS; i++) {
      GeneratedValue value = values.get();
      GeneratedValue written = family.rewrite(value, side.side().variant(), random);
      if (!written.text().equals(value.text())) {
        return written;
      }
    }
    throw new IllegalStateException("the family never changes the value: " + family);
  }

  private SeededRandom random(String id) {
    return SeededRandom.of(seed, side.side().id() + "/" + id);
  }

  private static String sort(TextSource source, SeededRandom random) {
    if (source == TextSource.LAYOUT) {
      return "layout";
    }
    int share = random.below(100);
    return share < 50 ? "ko" : share < 80 ? "en" : "mix";
  }

  static List<EntitySpan> spans(FilledTemplate filled) {
    List<EntitySpan> spans = new ArrayList<>();
    for (FilledTemplate.Place place : filled.places()) {
      GeneratorKinds.of(place.generator())
          .ifPresent(kind -> spans.add(new EntitySpan(kind, place.start(), place.end())));
    }
    return spans;
  }

  private static List<EntitySpan> own(FilledTemplate filled, EntityKind kind) {
    return spans(filled).stream().filter(span -> span.kind() == kind).toList();
  }

  private static boolean suits(EvasionFamily family, EntityKind kind) {
    return switch (KindGroup.of(kind)) {
      case IDENTITY, COMPANY, MONEY ->
          family.suits(kind == EntityKind.IBAN ? ValueShape.TEXT : ValueShape.NUMBER);
      case CONTACT -> family.suits(kind == EntityKind.EMAIL ? ValueShape.TEXT : ValueShape.NUMBER);
      case HOST -> family.suits(kind == EntityKind.IPV6 ? ValueShape.TEXT : ValueShape.NUMBER);
      case KEY -> kind != EntityKind.DB_URL && family.suits(ValueShape.TEXT);
      case BLOCK -> false;
    };
  }
}
