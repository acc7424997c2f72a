package dev.sluice.common.match.pattern;

import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.ArrayList;
import java.util.List;

/** The reversal of patterns, for matching a text backwards. */
final class ReversedPattern {
  private ReversedPattern() {}

  /** Returns a pattern that matches the reversed texts. */
  static PatternNode reverse(PatternNode node) {
    return switch (node) {
      case PatternNode.SingleByte bytes -> bytes;
      case PatternNode.Assertion(ByteSet before, boolean atStart, ByteSet after, boolean atEnd) ->
          new PatternNode.Assertion(after, atEnd, before, atStart);
      case PatternNode.Sequence(List<PatternNode> parts) ->
          new PatternNode.Sequence(
              parts.reversed().stream().map(ReversedPattern::reverse).toList());
      case PatternNode.Choice(List<PatternNode> options) ->
          new PatternNode.Choice(options.stream().map(ReversedPattern::reverse).toList());
      case PatternNode.Repeat(PatternNode part, int min, int max) ->
          new PatternNode.Repeat(reverse(part), min, max);
    };
  }

  /** Returns a pattern that matches all reversed beginnings of the texts. */
  static PatternNode reverseOfPrefixes(PatternNode node) {
    return reverse(beginning(node));
  }

  private static PatternNode beginning(PatternNode node) {
    return switch (node) {
      case PatternNode.SingleByte bytes -> new PatternNode.Repeat(bytes, 0, 1);
      case PatternNode.Assertion boundary -> boundary;
      case PatternNode.Sequence(List<PatternNode> parts) -> {
        List<PatternNode> beginnings = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          List<PatternNode> some = new ArrayList<>(parts.subList(0, i));
          some.add(beginning(parts.get(i)));
          beginnings.add(new PatternNode.Sequence(some));
        }
        yield new PatternNode.Choice(beginnings);
      }
      case PatternNode.Choice(List<PatternNode> options) ->
          new PatternNode.Choice(options.stream().map(ReversedPattern::beginning).toList());
      case PatternNode.Repeat(PatternNode part, int _, int max) ->
          max == 0
              ? PatternNode.Sequence.EMPTY
              : new PatternNode.Sequence(
                  List.of(
                      new PatternNode.Repeat(part, 0, max == PatternNode.UNBOUNDED ? max : max - 1),
                      beginning(part)));
    };
  }
}
