package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.excerpt.FileExcerpt;
import dev.sluice.quality.corpus.excerpt.PublicExcerpts;
import dev.sluice.quality.corpus.excerpt.TextOrigin;
import dev.sluice.quality.corpus.grammar.TextDerivation;
import dev.sluice.quality.corpus.value.FilledTemplate;
import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A composer of public texts: as they are, and with a value where such a text would have one. The
 * files of a package or library are on one side.
 */
final class PublicTextComposer {
  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\n]{4,80})\"");
  private static final Pattern LINE_START = Pattern.compile("(?m)^([ \t]*)(?=\\S)");
  private static final int REPLACED_LITERALS = 40;

  /** The kinds that need no name beside them. */
  private static final Set<EntityKind> NAMELESS =
      EnumSet.of(
          EntityKind.EMAIL,
          EntityKind.IPV4,
          EntityKind.AWS_KEY,
          EntityKind.GCP_KEY,
          EntityKind.GITHUB_TOKEN,
          EntityKind.SLACK_TOKEN,
          EntityKind.OPENAI_KEY,
          EntityKind.ANTHROPIC_KEY,
          EntityKind.JWT,
          EntityKind.DB_URL);

  private final SideGrammar side;
  private final long seed;
  private final PublicExcerpts excerpts;

  PublicTextComposer(SideGrammar side, long seed) {
    this.side = side;
    this.seed = seed;
    this.excerpts = new PublicExcerpts(unit -> CorpusSide.of(unit) == side.side(), seed);
  }

  /** Adds texts without a value, and texts with a value of each kind. */
  void add(List<SideSample> samples, int perKind, int ordinary) {
    EntityKind[] kinds = EntityKind.values();
    List<FileExcerpt> all = read(ordinary + perKind * kinds.length);
    if (all.isEmpty()) {
      return;
    }
    int plain = all.size() * ordinary / (ordinary + perKind * kinds.length);
    for (FileExcerpt each : all.subList(0, plain)) {
      samples.add(
          new SideSample(
              "public_text/" + each.file(),
              SampleSet.CLEAN,
              TextSource.PUBLIC_TEXT,
              each.origin().id(),
              each.text(),
              List.of()));
    }
    for (int i = plain; i < all.size(); i++) {
      samples.add(edited(all.get(i), kinds[i % kinds.length], i));
    }
  }

  /** Returns the number of files that were read, by origin. */
  Map<String, Integer> files() {
    return excerpts.files().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
  }

  /** Reads excerpts of all origins, in an order that mixes them. */
  private List<FileExcerpt> read(int count) {
    List<FileExcerpt> all = new ArrayList<>();
    all.addAll(excerpts.read(TextOrigin.PAGES, count / 10));
    all.addAll(excerpts.read(TextOrigin.JARS, count / 10));
    all.addAll(excerpts.read(TextOrigin.PYTHON, count * 3 / 10));
    all.addAll(excerpts.read(TextOrigin.JDK, count - all.size()));
    List<FileExcerpt> mixed = new ArrayList<>();
    SeededRandom random = SeededRandom.of(seed, side.side().id());
    while (!all.isEmpty()) {
      FileExcerpt last = all.removeLast();
      int at = random.below(all.size() + 1);
      mixed.add(at == all.size() ? last : all.set(at, last));
    }
    return mixed;
  }

  private SideSample edited(FileExcerpt excerpt, EntityKind kind, int number) {
    String id = "public_text/" + kind.id() + "/" + number;
    SeededRandom random = SeededRandom.of(seed, side.side().id() + "/" + id);
    SideValues values = new SideValues(side, random);
    List<MatchResult> literals = LITERAL.matcher(excerpt.text()).results().toList();
    boolean literal =
        NAMELESS.contains(kind) && !literals.isEmpty() && random.percent(REPLACED_LITERALS);
    SideSample sample =
        literal
            ? replaced(excerpt.text(), random.pick(literals), kind, values)
            : inserted(excerpt, kind, values, random);
    return new SideSample(
        id, SampleSet.ENTITY, TextSource.PUBLIC_TEXT, kind.id(), sample.text(), sample.entities());
  }

  private static SideSample replaced(
      String text, MatchResult literal, EntityKind kind, SideValues values) {
    GeneratedValue value = values.apply(kind.id());
    int at = literal.start(1);
    return sample(
        text.substring(0, at) + value.text() + text.substring(literal.end(1)),
        List.of(new EntitySpan(kind, at + value.start(), at + value.end())));
  }

  private SideSample inserted(
      FileExcerpt excerpt, EntityKind kind, SideValues values, SeededRandom random) {
    String sort = "edit_" + language(excerpt);
    FilledTemplate line =
        new TextDerivation(side.grammar(), side.names(sort, kind), values, random)
            .add(side.template(sort, kind, random))
            .filled();
    String text = excerpt.text();
    MatchResult place = random.pick(LINE_START.matcher(text).results().toList());
    String indent = place.group(1);
    String before = text.substring(0, place.start()) + indent;
    List<EntitySpan> spans =
        SideComposer.spans(line).stream()
            .map(span ->
                new EntitySpan(
                    span.kind(), before.length() + span.start(), before.length() + span.end()))
            .toList();
    return sample(before + line.text() + "\n" + text.substring(place.start()), spans);
  }

  private static String language(FileExcerpt excerpt) {
    return switch (excerpt.origin()) {
      case JDK -> "java";
      case PYTHON -> "python";
      case PAGES -> "prose";
      case JARS -> excerpt.file().endsWith(".properties") ? "properties" : "prose";
    };
  }

  private static SideSample sample(String text, List<EntitySpan> entities) {
    return new SideSample("", SampleSet.ENTITY, TextSource.PUBLIC_TEXT, "", text, entities);
  }
}
