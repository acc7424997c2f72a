package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A family of forms of a value that a reader or a decoder still understands. Each family has two
 * variants, so that rules fitted to the one are measured on the other.
 */
public enum EvasionFamily {
  /** Full-width forms of ASCII. */
  FULL_WIDTH(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      boolean all = variant == 0 || random.percent(50);
      return ValueRewriter.part(
          value, (_, c) -> all || isDigit(c) ? LookalikeCharacters.fullWidth(c) : "" + c);
    }
  },
  /** Digits of another script. */
  SCRIPT_DIGITS(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      int zero = random.pick(FamilyCharacters.ZEROS.get(variant));
      return ValueRewriter.part(
          value, (_, c) -> isDigit(c) ? Character.toString(zero + c - '0') : "" + c);
    }
  },
  /** Characters without width between the others. */
  ZERO_WIDTH(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return inserted(value, random.pick(FamilyCharacters.INVISIBLE.get(variant)), random);
    }
  },
  /** Soft hyphens. */
  SOFT_HYPHEN(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return inserted(value, variant == 0 ? "\u00ad" : "\u00ad\u00ad", random);
    }
  },
  /** A space after each character. */
  SPACED(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String gap = variant == 0 ? " " : random.pick(List.of("  ", "\u2009", " "));
      return ValueRewriter.part(
          value,
          (index, c) ->
              c == ' ' || index == value.start()
                  ? "" + c
                  : variant == 0 || c != '-' ? gap + c : "");
    }
  },
  /** Unusual separators between groups. */
  SEPARATORS(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String separator = random.pick(FamilyCharacters.SEPARATORS.get(variant));
      String text = value.text().substring(value.start(), value.end());
      return text.chars().anyMatch(c -> isSeparator((char) c))
          ? ValueRewriter.part(value, (_, c) -> isSeparator(c) ? separator : "" + c)
          : grouped(value, separator);
    }
  },
  /** A line end inside. */
  LINE_BREAK(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String end = random.pick(FamilyCharacters.LINE_ENDS.get(variant));
      int at = random.between(value.start() + 1, value.end() - 1);
      return ValueRewriter.part(value, (index, c) -> index == at ? end + c : "" + c);
    }
  },
  /** Letters of another alphabet that look the same. */
  HOMOGLYPHS(ValueShape.TEXT) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String other = FamilyCharacters.TWINS.get(variant);
      return ValueRewriter.part(
          value,
          (_, c) -> {
            int at = FamilyCharacters.LATIN.indexOf(c);
            return at >= 0 && other.charAt(at) != ' ' && random.percent(60)
                ? "" + other.charAt(at)
                : "" + c;
          });
    }
  },
  /** Digits as Korean words. */
  KOREAN_WORDS(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String words = variant == 0 ? "공일이삼사오육칠팔구" : "영일이삼사오육칠팔구";
      return ValueRewriter.part(value, (_, c) -> isDigit(c) ? "" + words.charAt(c - '0') : "" + c);
    }
  },
  /** Digits as English words. */
  ENGLISH_WORDS(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      List<String> words = FamilyCharacters.DIGIT_WORDS;
      String gap = variant == 0 ? " " : "-";
      return ValueRewriter.part(
          value, (_, c) -> isDigit(c) ? words.get(c - '0') + gap : c == '-' ? "" : "" + c);
    }
  },
  /** Escapes of a URL. */
  URL_ENCODING(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return encoded(value, random, variant == 0 ? 100 : 40, "%%%02X");
    }
  },
  /** Character references of HTML. */
  HTML_ENTITIES(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return encoded(value, random, variant == 0 ? 100 : 50, variant == 0 ? "&#%d;" : "&#x%x;");
    }
  },
  /** Base64 of the value. */
  BASE64(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      byte[] bytes =
          value.text().substring(value.start(), value.end()).getBytes(StandardCharsets.UTF_8);
      Base64.Encoder encoder =
          variant == 0 ? Base64.getEncoder() : Base64.getUrlEncoder().withoutPadding();
      return GeneratedValue.within(
          value.text().substring(0, value.start()),
          encoder.encodeToString(bytes),
          value.text().substring(value.end()));
    }
  },
  /** Digits on keys or in circles. */
  EMOJI_DIGITS(ValueShape.NUMBER) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return ValueRewriter.part(
          value,
          (_, c) ->
              !isDigit(c)
                  ? "" + c
                  : variant == 0
                      ? c + "\ufe0f\u20e3"
                      : "" + (c == '0' ? '\u24ea' : (char) ('\u2460' + c - '1')));
    }
  },
  /** Marks of Markdown or HTML around a part. */
  MARKDOWN(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      String[] marks = random.pick(FamilyCharacters.MARKS.get(variant)).split(" ");
      int from = random.between(value.start() + 1, value.end() - 1);
      int to = random.between(from, value.end() - 1);
      return ValueRewriter.part(
          value, (index, c) -> (index == from ? marks[0] : "") + c + (index == to ? marks[1] : ""));
    }
  },
  /** Escapes of JSON. */
  JSON_ESCAPES(ValueShape.ANY) {
    @Override
    public GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random) {
      return encoded(value, random, variant == 0 ? 100 : 40, variant == 0 ? "\\u%04x" : "\\u%04X");
    }
  };

  private final ValueShape shape;

  EvasionFamily(ValueShape shape) {
    this.shape = shape;
  }

  /** Returns whether values of this shape have forms of the family. */
  public boolean suits(ValueShape other) {
    return shape == ValueShape.ANY || shape == other;
  }

  /** Returns the name in reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Rewrites a value.
   *
   * @param variant 0 or 1
   */
  public abstract GeneratedValue rewrite(GeneratedValue value, int variant, SeededRandom random);

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == ' ' || c == '.';
  }

  private static GeneratedValue inserted(GeneratedValue value, String glyph, SeededRandom random) {
    int every = random.between(1, 4);
    return ValueRewriter.part(
        value,
        (index, c) ->
            index > value.start() && (index - value.start()) % every == 0 ? glyph + c : "" + c);
  }

  private static GeneratedValue grouped(GeneratedValue value, String separator) {
    return ValueRewriter.part(
        value,
        (index, c) ->
            index > value.start() && (index - value.start()) % 4 == 0 ? separator + c : "" + c);
  }

  private static GeneratedValue encoded(
      GeneratedValue value, SeededRandom random, int share, String form) {
    return ValueRewriter.part(
        value,
        (_, c) ->
            c < 128 && random.percent(share) ? String.format(Locale.ROOT, form, (int) c) : "" + c);
  }
}
