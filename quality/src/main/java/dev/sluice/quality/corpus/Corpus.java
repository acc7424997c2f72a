package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** All samples of one seed, in the order of kinds and sets. */
public record Corpus(long seed, List<Sample> samples) {

  /** The seed of the corpora that figures are published for. */
  public static final long DEFAULT_SEED = 20_250_901L;

  /** Entities, and as many hard negatives, of each kind. */
  public static final int DEFAULT_PER_KIND = 200;

  public Corpus {
    samples = List.copyOf(samples);
  }

  /**
   * So many entities and negatives of each kind, three evasions for ten of them, and two and a half
   * clean texts for each one; equal on every machine.
   */
  public static Corpus generate(long seed, int perKind) {
    Prose prose = new Prose();
    List<Sample> samples = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      SampleMaker maker = new SampleMaker(seed, kind, prose);
      add(samples, maker, SampleSet.ENTITY, perKind);
      add(samples, maker, SampleSet.NEGATIVE, perKind);
      add(samples, maker, SampleSet.EVASION, perKind * 3 / 10);
    }
    for (int number = 0; number < perKind * 5 / 2; number++) {
      samples.add(clean(seed, number, prose));
    }
    return new Corpus(seed, samples);
  }

  /** Tells two corpora apart, by everything that is in them. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Sample sample : samples) {
        digest.update((sample + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static void add(List<Sample> samples, SampleMaker maker, SampleSet set, int count) {
    for (int number = 0; number < count; number++) {
      samples.add(maker.make(set, number));
    }
  }

  private static Sample clean(long seed, int number, Prose prose) {
    String id = "clean/" + number;
    SeededRandom random = SeededRandom.of(seed, id);
    Form form = SampleMaker.form(random);
    return new Sample(id, SampleSet.CLEAN, form, prose.text(random), List.of(), Optional.empty());
  }
}
