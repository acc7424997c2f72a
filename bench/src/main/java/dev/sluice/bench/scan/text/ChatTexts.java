package dev.sluice.bench.scan.text;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes texts of messages: prose, code and logs in which there is nothing, among them one message
 * in six with a value and one in six that only looks so. Equal for an equal seed.
 */
public final class ChatTexts {
  private static final int PER_KIND = 300;
  private static final int CYCLE = 6;

  private final Pools clean = new Pools();
  private final Pools values = new Pools();
  private final Pools lookAlikes = new Pools();

  public ChatTexts(long seed) {
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

  /** A text of about so many bytes, never more. */
  public ChatText make(Language language, int bytes) {
    var text = new StringBuilder();
    long length = 0;
    long hangul = 0;
    for (int i = 0; ; i++) {
      Pools pools = i % CYCLE == 1 ? values : i % CYCLE == 4 ? lookAlikes : clean;
      boolean korean = hangul < language.korean() * length || language == Language.KOREAN;
      String message = pools.next(korean, i) + "\n";
      length += message.getBytes(StandardCharsets.UTF_8).length;
      if (length > bytes) {
        return ChatText.of(language, text.toString());
      }
      hangul += ChatText.hangulBytes(message);
      text.append(message);
    }
  }

  /** Messages of one sort; most of the bytes of Korean ones are Hangul. */
  private static final class Pools {
    private final List<String> korean = new ArrayList<>();
    private final List<String> other = new ArrayList<>();

    void add(String message) {
      long hangul = ChatText.hangulBytes(message);
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
}
