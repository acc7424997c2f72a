package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.policy.Direction;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the token figures out of a body, and counts the text that models read or write. */
final class TokenCounter {
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final Set<String> TEXT_KEYS =
      Set.of(
          "arguments",
          "body",
          "content",
          "description",
          "diff",
          "input",
          "instruction",
          "prefix",
          "prompt",
          "query",
          "reasoning",
          "reasoning_content",
          "refusal",
          "suffix",
          "summary",
          "text",
          "thinking");

  private final Direction direction;
  private final Figures seen = new Figures();
  private final Figures committed = new Figures();

  /** What was seen of the body so far, or of the part of it that went through. */
  private static final class Figures {
    private int input = -1;
    private int output = -1;
    private long characters;
  }

  TokenCounter(Direction direction) {
    this.direction = direction;
  }

  /** True if the string at a path is text of a conversation. */
  static boolean isText(JsonPath path) {
    @Nullable String key = path.nearestKey();
    return key != null && TEXT_KEYS.contains(key);
  }

  void text(byte[] utf8, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((utf8[i] & 0xC0) != 0x80) {
        seen.characters++;
      }
    }
  }

  /** Takes the number at a path. */
  void number(JsonPath path, int value) {
    if (path.is("usage", "prompt_tokens") || path.is("usage", "input_tokens")) {
      seen.input = value;
    } else if (path.is("usage", "completion_tokens")
        || path.is("usage", "output_tokens")
        || path.is("tokensUsed")) {
      seen.output = value;
    } else if (path.is("tokensUsed", "prompt_tokens") || path.is("tokensUsed", "input_tokens")) {
      seen.input = value;
    } else if (path.is("tokensUsed", "completion_tokens")
        || path.is("tokensUsed", "output_tokens")) {
      seen.output = value;
    }
  }

  /** What was seen so far counts: the event, or the body, goes through. */
  void commit() {
    committed.input = seen.input;
    committed.output = seen.output;
    committed.characters = seen.characters;
  }

  Usage usage() {
    OptionalInt input = known(committed.input);
    OptionalInt output = known(committed.output);
    if (input.isPresent() || output.isPresent() || committed.characters == 0) {
      return new Usage(input, output, false);
    }
    long tokens = (committed.characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    OptionalInt estimate = OptionalInt.of((int) Math.min(tokens, Integer.MAX_VALUE));
    return switch (direction) {
      case REQUEST -> new Usage(estimate, OptionalInt.empty(), true);
      case RESPONSE -> new Usage(OptionalInt.empty(), estimate, true);
    };
  }

  private static OptionalInt known(int figure) {
    return figure < 0 ? OptionalInt.empty() : OptionalInt.of(figure);
  }
}
