package dev.sluice.bench.text;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A generator of message texts: prose, code and logs. One message in six has a sensitive value, and
 * one in six has a similar harmless value. Equal seeds give equal texts.
 */
public final class MessageTexts {
  private static final int PER_KIND = 300;
  private static final int CYCLE = 6;

  private final Pools clean = new Pools();
  private final Pools values = new Pools();
  private final Pools lookAlikes = new Pools();

  public MessageTexts(long seed) {
    Random random = new Random(seed);
    for (Sample sample : Corpus.generate(seed, PER_KIND).samples()) {
      switch (sample.set()) {
        case CLEAN -> clean.add(sample.text());
        case ENTITY -> values.add(sample.text());
        case NEGATIVE -> lookAlikes.add(sample.text());
        case EVASION -> {}
      }
    }
    for (Pools pools : List.of(clean, values, lookAlikes)) {
      Collections.shuffle(pools.korean, random);
      Collections.shuffle(pools.other, random);
    }
  }

  /** Returns a text of approximately {@code bytes} bytes, never more. */
  public MessageText make(TextLanguage language, int bytes) {
    var text = new StringBuilder();
    long length = 0;
    long hangul = 0;
    for (int i = 0; ; i++) {
      Pools pools = i % CYCLE == 1 ? values : i % CYCLE == 4 ? lookAlikes : clean;
      boolean korean = hangul < language.korean() * length || language == TextLanguage.KOREAN;
      String message = pools.next(korean, i) + "\n";
      length += message.getBytes(StandardCharsets.UTF_8).length;
      if (length > bytes) {
        return MessageText.of(language, text.toString());
      }
      hangul += MessageText.hangulBytes(message);
      text.append(message);
    }
  }

  /** The messages of one kind; most bytes of a Korean message are Hangul. */
  private static final class Pools {
    private final List<String> korean = new ArrayList<>();
    private final List<String> other = new ArrayList<>();

    void add(String message) {
      long hangul = MessageText.hangulBytes(message);
      if (hangul == 0) {
        other.add(message);
      } else if (hangul * 2 > message.getBytes(StandardCharsets.UTF_8).length) {
        korean.add(message);
      }
    }

    String next(boolean inKorean, int number) {
      List<String> pool = inKorean ? korean : other;
      return pool.get(number % pool.size());
    }
  }

  /**
   * A long text of messages.
   *
   * @param korean the share of its bytes that are Hangul
   */
  public record MessageText(TextLanguage language, String text, double korean) {

    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    static MessageText of(TextLanguage language, String text) {
      long bytes = text.getBytes(StandardCharsets.UTF_8).length;
      return new MessageText(language, text, (double) hangulBytes(text) / Math.max(1, bytes));
    }

    static long hangulBytes(String text) {
      return 3 * text.chars().filter(c -> c >= 0xAC00 && c <= 0xD7A3).count();
    }
  }
}
