package dev.sluice.common.match;

import java.util.ArrayList;
import java.util.List;

/** Patterns for texts that are read from their end. */
final class Backwards {
  private Backwards() {}

  /** Matches what a pattern matches. */
  static PatternNode whole(PatternNode node) {
    return switch (node) {
      case PatternNode.Bytes bytes -> bytes;
      case PatternNode.Boundary(ByteSet before, boolean atStart, ByteSet after, boolean atEnd) ->
          new PatternNode.Boundary(after, atEnd, before, atStart);
      case PatternNode.Sequence(List<PatternNode> parts) ->
          new PatternNode.Sequence(parts.reversed().stream().map(Backwards::whole).toList());
      case PatternNode.Choice(List<PatternNode> options) ->
          new PatternNode.Choice(options.stream().map(Backwards::whole).toList());
      case PatternNode.Repeat(PatternNode part, int min, int max) ->
          new PatternNode.Repeat(whole(part), min, max);
    };
  }

  /** Matches what a pattern's matches begin with. */
  static PatternNode begun(PatternNode node) {
    return whole(beginning(node));
  }

  private static PatternNode beginning(PatternNode node) {
    return switch (node) {
      case PatternNode.Bytes bytes -> new PatternNode.Repeat(bytes, 0, 1);
      case PatternNode.Boundary boundary -> boundary;
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
          new PatternNode.Choice(options.stream().map(Backwards::beginning).toList());
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
