package dev.sluice.extproc.scanner;

import dev.sluice.common.match.MatchCursor;
import dev.sluice.extproc.decoder.PlainText;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.policy.DlpRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Scans the text of one channel, piece by piece. Matches are decided once nothing that overlaps
 * them can still come: every one is told, one that blocks ends the body, and masks that overlap
 * become one over all of their text.
 */
public final class ChannelScanner implements TextHandler {
  private static final int SLICE = 16_384;
  private static final int STAGE = 64;

  private final RuleSet rules;
  private final BitSet inForce;
  private final int maxHeld;
  private final ScanSink sink;
  private final MatchCursor cursor;
  private final PlainText plain = new PlainText(new Plain());
  private final TextMap map = new TextMap();
  private final List<Match> open = new ArrayList<>(0);
  private final byte[] staged = new byte[STAGE];
  private int stagedLength;
  private int contextLength;

  /** {@code maxHeld} is how much text matches that overlap each other may span. */
  public ChannelScanner(RuleSet rules, BitSet inForce, int maxHeld, ScanSink sink) {
    this.rules = rules;
    this.inForce = inForce;
    this.maxHeld = maxHeld;
    this.sink = sink;
    this.cursor = rules.patterns().cursor(this::matched);
  }

  /**
   * Words that stand before the text in another place, such as the key of a value: rules see them,
   * and nothing of them is told or changed. Only where a text begins.
   */
  public void context(byte[] words, int length, long raw) {
    contextLength = length;
    map.add(length, raw, 0);
    stage(words, 0, length);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    plain.text(bytes, from, to, raw);
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    plain.unit(text, from, to, raw, rawLength);
  }

  /** The text as it shows itself, staged until it is worth a search. */
  private final class Plain implements TextHandler {
    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      if (to - from <= STAGE - stagedLength) {
        map.add(to - from, raw, to - from);
        stage(bytes, from, to);
        return;
      }
      flushStage();
      for (int at = from; at < to; at += SLICE) {
        int end = Math.min(to, at + SLICE);
        map.add(end - at, raw + at - from, end - at);
        cursor.feed(bytes, at, end);
        decide(cursor.settled());
      }
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      if (to - from > STAGE - stagedLength) {
        flushStage();
      }
      map.add(to - from, raw, rawLength);
      stage(text, from, to);
    }
  }

  /** The text ends: everything is decided, and the next text starts afresh. */
  public void end() {
    plain.flush();
    flushStage();
    cursor.end();
    decide(Long.MAX_VALUE);
    map.clear();
    contextLength = 0;
  }

  /**
   * The offset of the first raw byte that some match may still claim or change; {@code
   * Long.MAX_VALUE} if there is none.
   */
  public long heldFrom() {
    flushStage();
    long held = firstOpen(cursor.settled());
    return held == map.length() ? plain.heldFrom() : map.rawOf(held);
  }

  private void stage(byte[] text, int from, int to) {
    System.arraycopy(text, from, staged, stagedLength, to - from);
    stagedLength += to - from;
  }

  private void flushStage() {
    if (stagedLength > 0) {
      cursor.feed(staged, 0, stagedLength);
      stagedLength = 0;
      decide(cursor.settled());
    }
  }

  private void matched(int pattern, long offset, byte[] text, int from, int to) {
    DlpRule rule = rules.rule(pattern);
    if (inForce.get(rule.order())
        && offset + to - from > contextLength
        && !rule.allow().covers(text, from, to)) {
      var match = new Match(rule, offset, offset + to - from, rule.mask().render(text, from, to));
      int place = open.size();
      while (place > 0 && match.before(open.get(place - 1))) {
        place--;
      }
      if (place == 0 || !match.isSame(open.get(place - 1))) {
        open.add(place, match);
      }
    }
  }

  /** Decides the groups of overlapping matches that lie before {@code settled}. */
  private void decide(long settled) {
    while (!open.isEmpty()) {
      int count = 1;
      long end = open.getFirst().to();
      while (count < open.size() && open.get(count).from() < end) {
        end = Math.max(end, open.get(count++).to());
      }
      if (end - open.getFirst().from() > maxHeld) {
        sink.overflow(map.rawOf(open.getFirst().from()));
        open.clear();
      } else if (settled < end) {
        break;
      } else {
        List<Match> group = open.subList(0, count);
        tell(group);
        group.clear();
      }
    }
    map.dropBefore(firstOpen(settled));
  }

  /** The first byte of a match that is not decided, or that may come yet. */
  private long firstOpen(long settled) {
    return open.isEmpty() ? settled : Math.min(settled, open.getFirst().from());
  }

  private void tell(List<Match> group) {
    for (Match match : group) {
      long from = Math.max(match.from(), contextLength);
      long offset = from - contextLength;
      sink.found(match.rule(), map.rawOf(from), offset, (int) (match.to() - from));
    }
    group.stream()
        .map(Match::rule)
        .filter(rule -> rule.action() == Action.BLOCK)
        .min((a, b) -> Integer.compare(a.order(), b.order()))
        .ifPresent(rule -> sink.blocked(rule, map.rawOf(group.getFirst().from())));
    List<Match> masks = group.stream().filter(Match::masks).toList();
    int at = 0;
    while (at < masks.size()) {
      Match first = masks.get(at++);
      long end = first.to();
      while (at < masks.size() && masks.get(at).from() < end) {
        end = Math.max(end, masks.get(at++).to());
      }
      mask(first, end);
    }
  }

  /** The first part of the text becomes the mask; parts elsewhere in the body become empty. */
  private void mask(Match first, long end) {
    var text =
        new Object() {
          byte[] left = first.mask();
        };
    map.ranges(
        first.from(),
        end,
        (rawFrom, rawTo) -> {
          sink.rewrite(rawFrom, rawTo, text.left);
          text.left = new byte[0];
        });
  }
}
