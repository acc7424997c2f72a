package dev.sluice.extproc.scanner;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.decoder.TextNormalizer;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.rewriter.ReversibleToken;
import dev.sluice.extproc.rewriter.TokenFinder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scans the text of one channel, piece by piece. Matches are decided once nothing that overlaps
 * them can still come: every one is told, one that blocks ends the body, and masks that overlap
 * become one over all of their text. Tokens are found beside what rules find; where a mask overlaps
 * one, the mask stays.
 */
public final class ChannelScanner implements TextHandler {
  private static final int SLICE = 16_384;
  private static final int STAGE = 64;

  private final RuleSet rules;
  private final BitSet inForce;
  private final int maxHeld;
  private final ScanSink sink;
  private final MatchCursor cursor;
  private final boolean ruled;
  private final Replacer replacer;
  private final @Nullable TokenFinder tokens;
  private final @Nullable OriginalText original;
  private final TextNormalizer plain;
  private final RawOffsetMap map = new RawOffsetMap();
  private final List<PendingMatch> open = new ArrayList<>(0);
  private final byte[] staged = new byte[STAGE];
  private int stagedLength;
  private int contextLength;

  /** A scanner where there are no tokens. */
  public ChannelScanner(RuleSet rules, BitSet inForce, int maxHeld, ScanSink sink) {
    this(rules, inForce, maxHeld, Replacer.WITHOUT_TOKENS, sink);
  }

  /** {@code maxHeld} is how much text matches that overlap each other may span. */
  public ChannelScanner(
      RuleSet rules, BitSet inForce, int maxHeld, Replacer replacer, ScanSink sink) {
    this.rules = rules;
    this.inForce = inForce;
    this.maxHeld = maxHeld;
    this.sink = sink;
    this.ruled = !inForce.isEmpty();
    this.replacer = replacer;
    this.cursor = rules.patterns().cursor(this::matched);
    this.tokens = replacer.finder(this::token).orElse(null);
    this.original = replacer.issuesTokens() ? new OriginalText() : null;
    var shown = new Plain();
    this.plain =
        original == null ? new TextNormalizer(shown) : new TextNormalizer(shown, shown::shownBy);
  }

  /**
   * Words that stand before the text in another place, such as the key of a value: rules see them,
   * and nothing of them is told or changed. Only where a text begins.
   */
  public void context(byte[] words, int length, long raw) {
    contextLength = length;
    map.add(length, raw, 0);
    if (original != null) {
      original.add(length, words, 0, length);
    }
    stage(words, 0, length);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    plain.text(bytes, from, to, raw);
  }

  @Override
  public void normalizedText(byte[] bytes, int from, int to, long raw) {
    plain.normalizedText(bytes, from, to, raw);
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    plain.unit(text, from, to, raw, rawLength);
  }

  /** The text as it shows itself, staged until it is worth a search. */
  private final class Plain implements TextHandler {
    private boolean told;

    private void shownBy(int shown, byte[] text, int from, int to) {
      keep(shown, text, from, to);
      told = true;
    }

    private void keep(int shown, byte[] text, int from, int to) {
      if (original != null && !told) {
        original.add(shown, text, from, to);
      }
      told = false;
    }

    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      keep(to - from, bytes, from, to);
      if (to - from <= STAGE - stagedLength) {
        map.add(to - from, raw, to - from);
        stage(bytes, from, to);
        return;
      }
      feedStage();
      for (int at = from; at < to; at += SLICE) {
        int end = Math.min(to, at + SLICE);
        map.add(end - at, raw + at - from, end - at);
        search(bytes, at, end);
      }
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      if (to - from > STAGE - stagedLength) {
        flushStage();
      }
      keep(to - from, text, from, to);
      map.add(to - from, raw, rawLength);
      stage(text, from, to);
    }
  }

  private void search(byte[] text, int from, int to) {
    feed(text, from, to);
    decide(searchWatermark());
  }

  private void feed(byte[] text, int from, int to) {
    if (ruled) {
      cursor.feed(text, from, to);
    }
    if (tokens != null) {
      tokens.feed(text, from, to);
    }
  }

  private long searchWatermark() {
    long settled = ruled ? cursor.watermark() : map.length();
    return tokens == null ? settled : Math.min(settled, tokens.watermark());
  }

  /** The text ends: everything is decided, and the next text starts afresh. */
  public void end() {
    plain.flush();
    if (ruled) {
      cursor.end(staged, 0, stagedLength);
    }
    if (tokens != null) {
      tokens.feed(staged, 0, stagedLength);
      tokens.end();
    }
    stagedLength = 0;
    decide(Long.MAX_VALUE);
    map.clear();
    if (original != null) {
      original.clear();
    }
    contextLength = 0;
  }

  /**
   * The offset of the first raw byte that some match may still claim or change; {@code
   * Long.MAX_VALUE} if there is none.
   */
  public long watermark() {
    flushStage();
    long held = firstOpen(searchWatermark());
    return held == map.length() ? plain.watermark() : map.rawStart(held);
  }

  private void stage(byte[] text, int from, int to) {
    System.arraycopy(text, from, staged, stagedLength, to - from);
    stagedLength += to - from;
  }

  private void feedStage() {
    feed(staged, 0, stagedLength);
    stagedLength = 0;
  }

  private void flushStage() {
    if (stagedLength > 0) {
      feedStage();
      decide(searchWatermark());
    }
  }

  private void matched(int pattern, long offset, byte[] text, int from, int to) {
    DlpRule rule = rules.rule(pattern);
    if (inForce.get(rule.order())
        && offset + to - from > contextLength
        && !rule.allow().allows(text, from, to)) {
      String kind =
          replacer.issuesTokens() && rule.mask() instanceof ReversibleToken(String name)
              ? name
              : "";
      byte[] instead = replacer.render(rule.mask(), text, from, to);
      Optional<String> hash = replacer.hash(text, from, to);
      open(PendingMatch.of(rule, offset, offset + to - from, instead, kind, hash));
    }
  }

  private void token(String token, long from, long to) {
    String kind = replacer.issuesTokens() ? Replacer.kindOf(token) : "";
    open(PendingMatch.ofToken(from, to, replacer.render(token), kind));
  }

  private void open(PendingMatch match) {
    int place = open.size();
    while (place > 0 && match.precedes(open.get(place - 1))) {
      place--;
    }
    if (place == 0 || !match.isSame(open.get(place - 1))) {
      open.add(place, match);
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
        sink.overflow(map.rawStart(open.getFirst().from()));
        open.clear();
      } else if (settled < end) {
        break;
      } else {
        List<PendingMatch> group = open.subList(0, count);
        tell(group);
        group.clear();
      }
    }
    map.dropBefore(firstOpen(settled));
    if (original != null) {
      original.dropBefore(firstOpen(settled));
    }
  }

  /** The first byte of a match that is not decided, or that may come yet. */
  private long firstOpen(long settled) {
    return open.isEmpty() ? settled : Math.min(settled, open.getFirst().from());
  }

  private void tell(DlpRule rule, PendingMatch match) {
    long from = Math.max(match.from(), contextLength);
    int length = (int) (match.to() - from);
    sink.matched(
        new ScanSink.Hit(rule, from - contextLength, length, match.hash()), map.rawStart(from));
  }

  private void tell(List<PendingMatch> group) {
    for (PendingMatch match : group) {
      match.rule().ifPresent(rule -> tell(rule, match));
    }
    group.stream()
        .flatMap(match -> match.rule().stream())
        .filter(rule -> rule.action() == RuleAction.BLOCK)
        .min((a, b) -> Integer.compare(a.order(), b.order()))
        .ifPresent(rule -> sink.blocked(rule, map.rawStart(group.getFirst().from())));
    List<PendingMatch> changes = group.stream().filter(PendingMatch::isReplaced).toList();
    int at = 0;
    while (at < changes.size()) {
      int first = at;
      long end = changes.get(at++).to();
      while (at < changes.size() && changes.get(at).from() < end) {
        end = Math.max(end, changes.get(at++).to());
      }
      replace(changes.subList(first, at), end);
    }
  }

  /** Masks win over tokens; else the first of what overlaps decides. */
  private void replace(List<PendingMatch> overlapping, long end) {
    long from = overlapping.getFirst().from();
    PendingMatch decides =
        overlapping.stream()
            .filter(PendingMatch::isMask)
            .findFirst()
            .orElse(overlapping.getFirst());
    byte[] text = instead(decides, Math.max(from, contextLength), end);
    map.replace(from, end, text, sink::rewrite);
  }

  private byte[] instead(PendingMatch match, long from, long end) {
    return original == null || match.kind().isEmpty()
        ? match.text()
        : replacer.token(match.kind(), original.range(from, end)).orElse(match.text());
  }
}
