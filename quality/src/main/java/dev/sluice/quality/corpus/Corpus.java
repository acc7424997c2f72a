package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The samples of one seed, in the order of kinds and sets. */
public record Corpus(long seed, List<Sample> samples) {

  /** The seed of the corpora of the published figures. */
  public static final long DEFAULT_SEED = 20_250_901L;

  /** The number of entities of each kind, and of hard negatives. */
  public static final int DEFAULT_PER_KIND = 200;

  public Corpus {
    samples = List.copyOf(samples);
  }

  /**
   * Generates the samples. For each kind these are {@code perKind} entities, as many negatives and
   * 0.3 times as many evasions; clean texts are 2.5 times {@code perKind} in all.
   */
  public static Corpus generate(long seed, int perKind) {
    CleanTextGenerator prose = new CleanTextGenerator();
    List<Sample> samples = new ArrayList<>();
    for (EntityKind kind : EntityKind.values()) {
      SampleGenerator maker = new SampleGenerator(seed, kind, prose);
      add(samples, maker, SampleSet.ENTITY, perKind);
      add(samples, maker, SampleSet.NEGATIVE, perKind);
      add(samples, maker, SampleSet.EVASION, perKind * 3 / 10);
    }
    for (int number = 0; number < perKind * 5 / 2; number++) {
      samples.add(clean(seed, number, prose));
    }
    return new Corpus(seed, samples);
  }

  /** Returns a digest of all samples. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Sample sample : samples) {
        digest.update(fields(sample).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static String fields(Sample sample) {
    var fields = new StringBuilder();
    fields.append(sample.id()).append(' ').append(sample.form()).append(' ').append(sample.text());
    for (EntitySpan entity : sample.entities()) {
      fields.append(entity.kind()).append(' ').append(entity.start()).append(' ');
      fields.append(entity.end()).append(' ');
    }
    return fields.append('\n').toString();
  }

  private static void add(List<Sample> samples, SampleGenerator maker, SampleSet set, int count) {
    for (int number = 0; number < count; number++) {
      samples.add(maker.make(set, number));
    }
  }

  private static Sample clean(long seed, int number, CleanTextGenerator prose) {
    String id = "clean/" + number;
    SeededRandom random = SeededRandom.of(seed, id);
    BodyForm form = SampleGenerator.form(random);
    return new Sample(id, SampleSet.CLEAN, form, prose.text(random), List.of(), Optional.empty());
  }
}
